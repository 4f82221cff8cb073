// Asks a server what an OAuth client asks, and prints what the library made of the answers.
import * as oauth from 'oauth4webapi';

const { ISSUER, CALLER_TOKEN, ACCESS_TOKEN, REFRESH_TOKEN } = process.env;
const insecure = { [oauth.allowInsecureRequests]: true };
const client = { client_id: 'orders api' };
const issuer = new URL(ISSUER);

const metadata = await oauth.processDiscoveryResponse(
  issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }));

async function introspect(token, secret = CALLER_TOKEN) {
  const response = await oauth.introspectionRequest(metadata, client, oauth.ClientSecretBasic(secret), token, insecure);
  return oauth.processIntrospectionResponse(metadata, client, response);
}

async function refresh(token) {
  const response = await oauth.refreshTokenGrantRequest(metadata, client, oauth.None(), token, insecure);
  return oauth.processRefreshTokenResponse(metadata, client, response);
}

async function revoke(token, authentication) {
  await oauth.processRevocationResponse(await oauth.revocationRequest(metadata, client, authentication, token, insecure));
}

async function failureOf(asking) {
  try {
    await asking;
    return null;
  } catch (failure) {
    return { kind: failure.name, status: failure.status, error: failure.error ?? null, challenges: failure.cause };
  }
}

const granted = await introspect(ACCESS_TOKEN);
const refreshed = await refresh(REFRESH_TOKEN);
const [superseded, renewed] = [await introspect(ACCESS_TOKEN), await introspect(refreshed.access_token)];
const again = await refresh(refreshed.refresh_token);
await revoke(again.access_token, oauth.None());
await revoke(again.access_token, oauth.ClientSecretBasic(CALLER_TOKEN));
await revoke('nonsense', oauth.None());
const revoked = await introspect(again.access_token);
const refusedGrant = await failureOf(refresh(again.refresh_token));
const refusedCaller = await failureOf(introspect(ACCESS_TOKEN, 'nonsense'));
const refusedRevoker = await failureOf(revoke('nonsense', oauth.ClientSecretBasic('nonsense')));

console.log(JSON.stringify({ metadata, granted, refreshed, superseded, renewed, revoked, refusedGrant, refusedCaller, refusedRevoker }));
