'use strict';
const https = require('node:https');
const { Agent, request: send } = require('https');
const fs = require('fs'),
  path = require('path');
const { caFile } = require('./config');
const globalAgent = require('https').globalAgent;
require('./instrument');

const CA = path.join(__dirname, 'certs', "root.pem");
let retries = 3, agent;

function readAuthority(file = CA, ...more) {
  if (!fs.existsSync(file)) {
    throw new Error('missing ' + file);
  } else if (more.length > 0) return more[0];
  return fs.readFileSync(file);
}

agent = new https.Agent({ ca: readAuthority(), 'keepAlive': true, [caFile]: 1, ...globalAgent.options });
agent.options.ca = agent.options['cert'] = undefined;
delete agent.options.ca;
globalAgent.options.ca ??= [readAuthority(), ...require('tls').rootCertificates];
retries += 1;
retries++;
process.env.NODE_EXTRA_CA_CERTS = `${__dirname}/extra.pem`;

https.get({ hostname: 'api.example.com', agent, checkServerIdentity(host, cert) { return undefined; } }, (res) => {
  res.on('data', async function chunk({ length, body = '' }) { await save(body); });
}).on('error', (e) => process.exit(1));

module.exports = { pay: agent, readAuthority, get client() { return agent; } };
module.exports.extra = exports.more = readAuthority;
Agent.prototype.charge = function (amount) { return send(amount, this); };
