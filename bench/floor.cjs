// The least that a Node program can do and still be useful here: send the request, read the answer.
/* global Buffer */
const https = require('node:https');

const body = process.env.FLOOR_BODY;
const headers = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'x-request-id': 'cd97320f-9968-4c31-a5c1-a2a36b333d13',
  'x-api-key': 'floor',
  'x-user-key': 'floor',
};
https
  .request(process.env.FLOOR_URL, { method: 'POST', headers }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk) => (text += chunk));
    response.on('end', () => {
      if (!JSON.parse(text).userToken) process.exitCode = 1;
    });
  })
  .end(body);
