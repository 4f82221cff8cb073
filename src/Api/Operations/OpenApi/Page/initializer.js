SwaggerUIBundle({
  url: '/openapi/v1.json',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
});
