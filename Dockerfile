# Never built or run where this project is made: there is no container engine there. Written with care, to be tried by you.
#
#   docker build -t tokenplatform .
#   docker run --read-only --tmpfs /tmp -p 5080:8080 -v tokenplatform:/var/lib/tokenplatform tokenplatform

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY eng/ eng/
COPY src/ src/
RUN dotnet restore src/Api --locked-mode
RUN dotnet publish src/Api --configuration Release --no-restore --output /app

# The image with ICU: Microsoft.Data.SqlClient does not run without it, so none of the smaller ones will do.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN mkdir -m 0700 /var/lib/tokenplatform && chown "$APP_UID" /var/lib/tokenplatform
COPY --from=build /app /app

# Nothing is written but here: the SQLite file, and the first administrator's token (data/bootstrap-token).
WORKDIR /var/lib/tokenplatform
VOLUME /var/lib/tokenplatform
USER $APP_UID

ENV ASPNETCORE_URLS=http://0.0.0.0:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080

# The image has no curl; its shell can ask as well.
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["dotnet", "/app/TokenPlatform.Api.dll"]
