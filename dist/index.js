(() => {
  var __webpack_modules__ = {
    896: module => {
      "use strict";
      module.exports = require("fs");
    },
    857: module => {
      "use strict";
      module.exports = require("os");
    },
    783: // COMMONJS MODULE: ./node_modules/@actions/http-client/lib/proxy.js
    (__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
      "use strict";
      __nccwpck_require__.d(__webpack_exports__, {
        H: () => checkBypass,
        s: () => getProxyUrl
      });
      function getProxyUrl(reqUrl) {
        const usingSsl = reqUrl.protocol === "https:";
        if (checkBypass(reqUrl)) return;
        const proxyVar = (() => {
          if (usingSsl) return process.env["https_proxy"] || process.env["HTTPS_PROXY"]; else return process.env["http_proxy"] || process.env["HTTP_PROXY"];
        })();
        if (proxyVar) try {
          return new DecodedURL(proxyVar);
        } catch (_a) {
          if (!proxyVar.startsWith("http://") && !proxyVar.startsWith("https://")) return new DecodedURL(`http://${proxyVar}`);
        } else return;
      }
      function checkBypass(reqUrl) {
        if (!reqUrl.hostname) return false;
        const reqHost = reqUrl.hostname;
        if (isLoopbackAddress(reqHost)) return true;
        const noProxy = process.env["no_proxy"] || process.env["NO_PROXY"] || "";
        if (!noProxy) return false;
        let reqPort;
        if (reqUrl.port) reqPort = Number(reqUrl.port); else if (reqUrl.protocol === "http:") reqPort = 80; else if (reqUrl.protocol === "https:") reqPort = 443;
        const upperReqHosts = [ reqUrl.hostname.toUpperCase() ];
        if (typeof reqPort === "number") upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
        for (const upperNoProxyItem of noProxy.split(",").map(x => x.trim().toUpperCase()).filter(x => x)) if (upperNoProxyItem === "*" || upperReqHosts.some(x => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith(".") && x.endsWith(`${upperNoProxyItem}`))) return true;
        return false;
      }
      function isLoopbackAddress(host) {
        const hostLower = host.toLowerCase();
        return hostLower === "localhost" || hostLower.startsWith("127.") || hostLower.startsWith("[::1]") || hostLower.startsWith("[0:0:0:0:0:0:0:1]");
      }
      class DecodedURL extends URL {
        constructor(url, base) {
          super(url, base);
          this._decodedUsername = decodeURIComponent(super.username);
          this._decodedPassword = decodeURIComponent(super.password);
        }
        get username() {
          return this._decodedUsername;
        }
        get password() {
          return this._decodedPassword;
        }
      }
    },
  };
  var __webpack_module_cache__ = {};
  function __nccwpck_require__(moduleId) {
    var cachedModule = __webpack_module_cache__[moduleId];
    if (cachedModule !== void 0) return cachedModule.exports;
    var module = __webpack_module_cache__[moduleId] = {
      exports: {}
    };
    var threw = true;
    try {
      __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
      threw = false;
    } finally {
      if (threw) delete __webpack_module_cache__[moduleId];
    }
    return module.exports;
  }
  __nccwpck_require__.m = __webpack_modules__;
  if (typeof __nccwpck_require__ !== "undefined") __nccwpck_require__.ab = __dirname + "/";
  (() => {
    __nccwpck_require__.n = module => {
      var getter = module && module.__esModule ? () => module["default"] : () => module;
      __nccwpck_require__.d(getter, {
        a: getter
      });
      return getter;
    };
  })();
  (() => {
    var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
    var leafPrototypes;
    __nccwpck_require__.t = function(value, mode) {
      if (mode & 1) value = this(value);
      if (mode & 8) return value;
      if (typeof value === "object" && value) {
        if (mode & 4 && value.__esModule) return value;
        if (mode & 16 && typeof value.then === "function") return value;
      }
      var ns = Object.create(null);
      __nccwpck_require__.r(ns);
      var def = {};
      leafPrototypes = leafPrototypes || [ null, getProto({}), getProto([]), getProto(getProto) ];
      for (var current = mode & 2 && value; typeof current == "object" && !~leafPrototypes.indexOf(current); current = getProto(current)) Object.getOwnPropertyNames(current).forEach(key => def[key] = () => value[key]);
      def["default"] = () => value;
      __nccwpck_require__.d(ns, def);
      return ns;
    };
  })();
  (() => {
    __nccwpck_require__.d = (exports, definition) => {
      for (var key in definition) if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) Object.defineProperty(exports, key, {
        enumerable: true,
        get: definition[key]
      });
    };
  })();
  (() => {
    __nccwpck_require__.f = {};
    __nccwpck_require__.e = chunkId => Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
      __nccwpck_require__.f[key](chunkId, promises);
      return promises;
    }, []));
  })();
  (() => {
    __nccwpck_require__.u = chunkId => "github.js";
  })();
  (() => {
    __nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
  })();
  (() => {
    __nccwpck_require__.r = exports => {
      if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, {
        value: "Module"
      });
      Object.defineProperty(exports, "__esModule", {
        value: true
      });
    };
  })();
  (() => {
    var installedChunks = {
      792: 1
    };
    var installChunk = chunk => {
      var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
      for (var moduleId in moreModules) if (__nccwpck_require__.o(moreModules, moduleId)) __nccwpck_require__.m[moduleId] = moreModules[moduleId];
      if (runtime) runtime(__nccwpck_require__);
      for (var i = 0; i < chunkIds.length; i++) installedChunks[chunkIds[i]] = 1;
    };
    __nccwpck_require__.f.require = (chunkId, promises) => {
      if (!installedChunks[chunkId]) if (true) installChunk(require("./" + __nccwpck_require__.u(chunkId))); else installedChunks[chunkId] = 1;
    };
  })();
  var __webpack_exports__ = {};
  (() => {
    "use strict";
    __nccwpck_require__.r(__webpack_exports__);
    __nccwpck_require__.d(__webpack_exports__, {
      main: () => main,
      post: () => post,
      revoke: () => revoke
    });
    var core_namespaceObject = {};
    __nccwpck_require__.r(core_namespaceObject);
    __nccwpck_require__.d(core_namespaceObject, {
      Yz: () => core_debug,
      z3: () => error,
      dN: () => exportVariable,
      V4: () => getInput,
      Gu: () => getState,
      pq: () => info,
      _o: () => isDebug,
      lm: () => notice,
      LZ: () => saveState,
      uH: () => setOutput,
      Pq: () => core_setSecret,
      $e: () => warning
    });
    // CONCATENATED MODULE: external "node:http"
    const external_node_http_namespaceObject = require("node:http");
    var external_node_http_default = __nccwpck_require__.n(external_node_http_namespaceObject);
    // CONCATENATED MODULE: external "node:https"
    const external_node_https_namespaceObject = require("node:https");
    var external_node_https_default = __nccwpck_require__.n(external_node_https_namespaceObject);
    // CONCATENATED MODULE: external "node:net"
    const external_node_net_namespaceObject = require("node:net");
    // CONCATENATED MODULE: external "node:stream"
    const external_node_stream_namespaceObject = require("node:stream");
    var lib_proxy = __nccwpck_require__(783);
    // CONCATENATED MODULE: external "node:timers/promises"
    const promises_namespaceObject = require("node:timers/promises");
    // CONCATENATED MODULE: ./build/time/clock.js
    const SECOND = 1e3;
    const MINUTE = 60 * SECOND;
    const HOUR = 60 * MINUTE;
    const DAY = 24 * HOUR;
    const systemClock = {
      now: () => Date.now(),
      elapsed: () => Number(process.hrtime.bigint() / 1000000n),
      async sleep(milliseconds, signal) {
        try {
          await (0, promises_namespaceObject.setTimeout)(milliseconds, void 0, {
            signal: signal
          });
        } catch {
          signal.throwIfAborted();
        }
      }
    };
    function startBudget(total, clock) {
      const end = clock.elapsed() + total;
      return {
        total: total,
        remaining: () => Math.max(0, end - clock.elapsed())
      };
    }
    function pauseWithin(budget, least, spread) {
      const room = budget.remaining() - SECOND;
      return least > room || room <= 0 ? void 0 : Math.min(least + spread, room);
    }
    function utcSeconds(time) {
      return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
    }
    function parseUtc(text) {
      const [, local = "", zone = "Z"] = /^([2-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text.toUpperCase()) ?? [];
      const [day, time] = [ new Date(`${local}Z`), Date.parse(local + zone) ];
      const isDay = !Number.isNaN(time) && local.startsWith(day.toISOString().slice(0, 19));
      return isDay ? time : void 0;
    }
    function formatDuration(milliseconds) {
      if (milliseconds < 10 * SECOND) return `${Math.ceil(milliseconds / 100) / 10}s`;
      let rest = Math.ceil(milliseconds / SECOND) * SECOND;
      let text = "";
      for (const [unit, size] of Object.entries({
        d: DAY,
        h: HOUR,
        m: MINUTE,
        s: SECOND
      })) {
        const count = Math.floor(rest / size);
        if (count > 0) text += `${count}${unit}`;
        rest -= count * size;
      }
      return text;
    }
    // CONCATENATED MODULE: ./build/http/transport-error.js
    class TransportError extends Error {
      name="TransportError";
      mayHaveArrived;
      mayPass;
      obstacle;
      constructor(message, {mayHaveArrived: mayHaveArrived, mayPass: mayPass = true, obstacle: obstacle = "network"}) {
        super(message);
        this.mayHaveArrived = mayHaveArrived;
        this.mayPass = mayPass;
        this.obstacle = obstacle;
      }
    }
    const untrusted = "the certificate of the server is not trusted";
    const lasting = [ [ /^HPE_/, "the answer is not HTTP that can be read", "answer" ], [ /ALERT_.*CERT/i, "the server wants a certificate of this client, which cannot have one", "client" ], [ /HAS_EXPIRED|NOT_YET_VALID/, "the certificate of the server has expired or is not valid yet, or the clock of this runner is wrong", "certificate" ], [ /CERT|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|^UNSPECIFIED /, untrusted, "certificate" ], [ /HANDSHAKE_FAILURE/i, "the server does not speak TLS as expected, or wants a certificate of this client" ], [ /WRONG_VERSION|PACKET_LENGTH|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION/i, "the server does not speak TLS as expected" ] ];
    function transportErrorOf(error, mayHaveArrived) {
      const cause = isError(error) ? error.errors?.[0] ?? error : void 0;
      if (!isError(cause)) return new TransportError("the connection failed", {
        mayHaveArrived: mayHaveArrived
      });
      const {code: code = cause.name, message: message, syscall: syscall} = cause;
      const failed = (what, nature) => new TransportError(`${what} (${code})`, nature);
      if (syscall === "getaddrinfo") return failed("the host name cannot be resolved", {
        mayHaveArrived: mayHaveArrived
      });
      if (syscall === "connect") return failed("the connection cannot be made", {
        mayHaveArrived: mayHaveArrived
      });
      const reason = `${code} ${message.replaceAll(" ", "_")}`;
      const [, what, obstacle] = lasting.find(([pattern]) => pattern.test(reason)) ?? [];
      if (what === void 0) return failed("the connection broke off", {
        mayHaveArrived: mayHaveArrived
      });
      const isRead = mayHaveArrived && obstacle !== "certificate" && obstacle !== "client";
      return failed(what, {
        mayHaveArrived: isRead,
        mayPass: false,
        obstacle: obstacle
      });
    }
    function isError(value) {
      return Object.prototype.toString.call(value) === "[object Error]";
    }
    // CONCATENATED MODULE: ./build/http/proxy.js
    function proxyProblem(url) {
      if ((0, lib_proxy.H)(url)) return;
      const lowerCase = url.protocol === "https:" ? "https_proxy" : "http_proxy";
      for (const name of [ lowerCase, lowerCase.toUpperCase() ]) {
        const value = process.env[name]?.trim();
        if (value === void 0) continue;
        const text = value === "" || value.includes("://") ? value : `http://${value}`;
        const why = text === "" ? void 0 : whyUnusable(text);
        if (why !== void 0) return `${name}: ${why}`;
        process.env[name] = text;
        if (text !== "") break;
      }
      return;
    }
    function whyUnusable(text) {
      const example = "http://proxy.example:3128";
      const [scheme = "", ...rest] = text.split("://");
      if (!/^https?$/i.test(scheme)) return `It names a proxy of an unknown kind. Write an http or https one, such as ${example}.`;
      const url = URL.canParse(text) ? new URL(text) : void 0;
      if (/[\\/?#].*@/s.test(rest.join("://")) || text.includes("@") && url?.username === "") return "It has an @ that no user name and password stand in front of. In these, write %5C for \\, %23 for #, %2F for /, %3F for ?, and %40 for @.";
      if (!url || /^https?$/.test(url.hostname)) return `It is not the URL of a proxy. Write one with a host and a port up to 65535, such as ${example}.`;
      try {
        decodeURIComponent(`${url.username}:${url.password}`);
        return;
      } catch {
        return "The user name or password in it has a % that starts no escape. Write %25 for each %.";
      }
    }
    function hasProxy(url) {
      return (0, lib_proxy.s)(url) !== void 0;
    }
    function connecting(timeout) {
      return {
        autoSelectFamilyAttemptTimeout: Math.min(SECOND, Math.ceil(timeout / 2)),
        noDelay: true
      };
    }
    function directAgentFor({protocol: protocol}) {
      return protocol === "https:" ? new (external_node_https_default().Agent) : new (external_node_http_default().Agent);
    }
    function endOf({protocol: protocol, hostname: hostname, port: port}) {
      const host = hostname.replace(/^\[|\]$/g, "");
      return {
        host: host,
        port: Number(port) || (protocol === "https:" ? 443 : 80),
        servername: (0, external_node_net_namespaceObject.isIP)(host) ? "" : host
      };
    }
    function agentFor(url, timeout) {
      const agent = directAgentFor(url);
      const proxy = (0, lib_proxy.s)(url);
      if (!proxy) return agent;
      const connect = agent.createConnection.bind(agent);
      agent.createConnection = (options, callback) => {
        const fail = (what, mayPass, cause) => {
          const obstacle = cause === "certificate" ? cause : "proxy";
          const error = new TransportError(`the proxy ${proxy.host} ${what}`, {
            mayHaveArrived: false,
            mayPass: mayPass,
            obstacle: obstacle
          });
          callback?.(error, new external_node_stream_namespaceObject.Duplex);
        };
        const tunnel = requestTunnel(proxy, url, timeout);
        agent.destroy = () => tunnel.destroy();
        tunnel.on("connect", ({statusCode: statusCode = 0}, socket, head) => {
          if (statusCode < 200 || statusCode > 299 || head.length > 0) {
            socket.destroy();
            fail(`refused to connect (HTTP ${statusCode})`, statusCode >= 500 || [ 408, 429 ].includes(statusCode));
          } else if (url.protocol === "https:") callback?.(null, connect({
            ...options,
            socket: socket
          }) ?? socket); else callback?.(null, socket);
        }).on("error", error => {
          const {message: message, mayPass: mayPass, obstacle: obstacle} = transportErrorOf(error, false);
          fail(`cannot be reached: ${message.replace("the server", "the proxy")}`, mayPass, obstacle);
        }).end();
        return;
      };
      return agent;
    }
    function requestTunnel(proxy, url, timeout) {
      const {protocol: protocol, username: username, password: password} = proxy;
      const path = `${url.hostname}:${endOf(url).port}`;
      const credentials = Buffer.from(`${username}:${password}`).toString("base64");
      return (protocol === "https:" ? external_node_https_default() : external_node_http_default()).request({
        ...{
          ...endOf(proxy),
          ...connecting(timeout)
        },
        method: "CONNECT",
        path: path,
        agent: directAgentFor(proxy),
        headers: {
          host: path,
          ...username && {
            "proxy-authorization": `Basic ${credentials}`
          }
        }
      });
    }
    // CONCATENATED MODULE: external "node:events"
    const external_node_events_namespaceObject = require("node:events");
    // CONCATENATED MODULE: ./build/http/retry-after.js
    function serverTime({date: date}) {
      return parseHttpDate(date);
    }
    function retryAfter(headers, now, isLimited) {
      const serverNow = serverTime(headers) ?? now;
      const after = headers["retry-after"];
      const waits = [ seconds(after), (parseHttpDate(after) ?? NaN) - serverNow ];
      if (isLimited) {
        const resets = [ seconds(headers["ratelimit-reset"]), seconds(headers["x-ratelimit-reset"]) - serverNow ];
        waits.push(...resets.filter(wait => Math.abs(wait) <= DAY));
      }
      const told = waits.filter(wait => !Number.isNaN(wait));
      return told.length === 0 ? void 0 : Math.max(0, ...told);
    }
    function seconds(header) {
      return typeof header === "string" && /^\d{1,12}$/.test(header) ? Number(header) * SECOND : NaN;
    }
    const DATE = /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d) \d\d:\d\d:\d\d GMT$/;
    const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
    function parseHttpDate(text = "") {
      const time = DATE.test(text) ? Date.parse(text) : ASCTIME_DATE.test(text) ? Date.parse(`${text} GMT`) : NaN;
      return Number.isNaN(time) ? void 0 : time;
    }
    function backoff(tries, random) {
      return random() * Math.min(30, 2 ** (tries - 1)) * SECOND;
    }
    // CONCATENATED MODULE: external "node:buffer"
    const external_node_buffer_namespaceObject = require("node:buffer");
    // CONCATENATED MODULE: external "node:tls"
    const external_node_tls_namespaceObject = require("node:tls");
    // CONCATENATED MODULE: ./build/http/send.js
    async function outcomeOf(sent) {
      return sent.catch(error => {
        if (error instanceof TransportError) return error;
        throw error;
      });
    }
    const send = async (request, signal) => {
      signal.throwIfAborted();
      const {agent: agent = agentFor(request.url, request.timeout)} = request;
      const open = {};
      let mayHaveArrived = false;
      const exchange = async () => {
        let failure;
        try {
          const sent = startRequest(request, agent);
          open.sent = sent;
          onceConnected(sent, () => {
            mayHaveArrived = true;
          });
          sent.on("error", error => failure ??= error);
          const message = await answerTo(sent.end(request.body));
          const body = await readBody(message, request.maxBytes);
          const {statusCode: status = 0, headers: headers} = message;
          return {
            status: status,
            headers: headers,
            body: body.toString("utf8")
          };
        } catch (error) {
          const cause = failure ?? error;
          throw cause instanceof TransportError ? cause : transportErrorOf(cause, mayHaveArrived);
        }
      };
      try {
        return await new Promise((resolve, reject) => {
          open.stop = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
          };
          signal.addEventListener("abort", open.stop);
          open.timer = setTimeout(() => {
            const obstacle = !mayHaveArrived && hasProxy(request.url) ? "proxy" : "network";
            const by = obstacle === "proxy" ? " through the proxy" : "";
            const what = mayHaveArrived ? "no whole answer came" : `no connection was made${by}`;
            const seconds = (request.timeout / SECOND).toFixed(1);
            reject(new TransportError(`${what} within ${seconds} s`, {
              mayHaveArrived: mayHaveArrived,
              obstacle: obstacle
            }));
          }, request.timeout);
          exchange().then(resolve, reject);
        });
      } finally {
        clearTimeout(open.timer);
        if (open.stop) signal.removeEventListener("abort", open.stop);
        open.sent?.destroy();
        if (!request.agent) agent.destroy();
      }
    };
    function startRequest(request, agent) {
      const {url: url, method: method, body: body, family: family, timeout: timeout} = request;
      const headers = {
        "user-agent": "etoro-user-token-action",
        "accept-encoding": "identity",
        ...request.headers,
        ...body !== void 0 && {
          "content-length": Buffer.byteLength(body)
        }
      };
      const options = {
        ...connecting(timeout),
        method: method,
        headers: headers,
        agent: agent,
        family: family
      };
      return (url.protocol === "https:" ? external_node_https_default() : external_node_http_default()).request(url, options);
    }
    function onceConnected(request, connected) {
      request.on("socket", socket => {
        const overTls = socket instanceof external_node_tls_namespaceObject.TLSSocket;
        if (overTls ? socket.authorized : !socket.pending) connected(); else socket.once(overTls ? "secureConnect" : "connect", connected);
      });
    }
    function answerTo(request) {
      return new Promise((resolve, reject) => {
        request.on("response", resolve).on("close", () => {
          reject(new TransportError("the connection broke off before the answer", {
            mayHaveArrived: true
          }));
        });
      });
    }
    function readBody(message, maxBytes) {
      return new Promise((resolve, reject) => {
        const all = Buffer.alloc(maxBytes);
        let bytes = 0;
        const body = () => all.subarray(0, bytes);
        const fail = (problem, mayPass, obstacle = "answer") => {
          const {statusCode: statusCode = 0} = message;
          if (statusCode < 300) reject(new TransportError(problem, {
            mayHaveArrived: true,
            mayPass: mayPass,
            obstacle: obstacle
          })); else resolve(body());
        };
        const brokeOff = () => {
          fail("the connection broke off inside the answer", true);
        };
        message.on("data", chunk => {
          if (chunk.length <= maxBytes - bytes) bytes += chunk.copy(all, bytes); else fail(`the answer is larger than ${maxBytes} bytes`, false, "size");
        }).on("end", () => {
          if (isCompressed(message, body())) fail(`the answer (HTTP ${message.statusCode}) is compressed, although the request does not allow it`, false); else resolve(body());
        }).on("error", brokeOff).on("close", () => {
          if (!message.complete) brokeOff();
        });
      });
    }
    function isCompressed({headers: headers}, body) {
      const encoding = headers["content-encoding"] ?? "identity";
      return encoding.toLowerCase() !== "identity" && !(0, external_node_buffer_namespaceObject.isUtf8)(body);
    }
    // CONCATENATED MODULE: ./build/address/ipv4.js
    function isIPv4(text) {
      return (0, external_node_net_namespaceObject.isIPv4)(text);
    }
    const notPublic = [ "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4" ];
    const numberOf = address => address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
    function isPublic(address) {
      const number = numberOf(address);
      return !notPublic.some(block => {
        const [network = "", prefix] = block.split("/");
        const size = 2 ** (32 - Number(prefix));
        return Math.floor(number / size) === Math.floor(numberOf(network) / size);
      });
    }
    // CONCATENATED MODULE: ./build/address/find-address.js
    const QUORUM = 2;
    const LONGEST_ASKING = 30 * SECOND;
    const LONGEST_ANSWER = 512;
    async function findAddress(services, tools) {
      const budget = startBudget(Math.min(tools.timeout, LONGEST_ASKING), tools.clock);
      const done = new AbortController;
      const signal = AbortSignal.any([ tools.signal, done.signal ]);
      (0, external_node_events_namespaceObject.setMaxListeners)(0, signal);
      const quorum = Math.min(QUORUM, new Set(services.map(({host: host}) => host)).size);
      const votes = new Map;
      const answers = [];
      const obstacles = [];
      const agreement = new Promise((resolve, reject) => {
        const asked = services.map(async (service, index) => {
          const {host: host} = service;
          const said = await askWithRetries(service, budget, {
            ...tools,
            signal: signal
          });
          if ("problem" in said) {
            answers[index] = `\n- ${host}: ${said.problem}`;
            obstacles.push(said.obstacle);
            return;
          }
          answers[index] = `\n- ${host}: ${said.address}`;
          const hosts = (votes.get(said.address) ?? new Set).add(host);
          votes.set(said.address, hosts);
          if (hosts.size === quorum) resolve([ said.address, quorum ]);
        });
        Promise.all(asked).then(() => {
          const what = "This runner's public IPv4 address cannot be found because too few services agree:";
          reject(new Error(`${what}${answers.join("")}\n${whatToDo(votes.size, obstacles)}`));
        }, reject);
      });
      try {
        return await agreement;
      } finally {
        done.abort();
      }
    }
    function whatToDo(addresses, obstacles) {
      const write = "Write the public addresses of the runner in the input runner-ip";
      if (addresses > 1) return `${write}: all that are listed here, if it has several.`;
      if (obstacles.includes("certificate")) return "Something on the way looks into TLS, or the clock of this runner is wrong. Name the authority of the certificate in NODE_EXTRA_CA_CERTS.";
      if (obstacles.includes("proxy")) return "Check https_proxy in the environment, and whether the proxy lets these hosts through.";
      return obstacles.includes("answer") || obstacles.includes("size") ? `${write}, or let it reach these hosts: a firewall or a sign-in page seems to answer in their place.` : `${write}, or let it reach these hosts, or name others in the input ip-services.`;
    }
    async function askWithRetries(service, budget, tools) {
      const {clock: clock, random: random, log: log, signal: signal} = tools;
      for (let tries = 1; ;tries++) {
        const said = await ask(service, Math.min(budget.remaining(), Math.max(SECOND, budget.total / 3)), tools);
        if ("address" in said || said.wait === void 0) return said;
        const pause = pauseWithin(budget, said.wait, backoff(tries, random));
        if (pause === void 0) return said;
        log.info(`${service.host}: ${said.problem}. Waiting ${formatDuration(pause)} before it is asked again.`);
        await clock.sleep(pause, signal);
      }
    }
    async function ask(url, timeout, {send: send, signal: signal, secrets: secrets, clock: clock}) {
      const request = {
        method: "GET",
        url: url,
        headers: {},
        timeout: timeout,
        maxBytes: LONGEST_ANSWER,
        family: 4
      };
      const answer = await outcomeOf(send(request, signal));
      if (answer instanceof TransportError) {
        const {message: problem, obstacle: obstacle, mayPass: mayPass} = answer;
        return {
          problem: problem,
          obstacle: obstacle,
          ...mayPass && {
            wait: 0
          }
        };
      }
      const {status: status, headers: headers, body: body} = answer;
      if (status === 408 || status === 429 || status >= 500 && status !== 511) {
        const isLimited = status === 429;
        const wait = Math.max(retryAfter(headers, clock.now(), isLimited) ?? 0, isLimited ? SECOND : 0);
        return {
          problem: `HTTP ${status}`,
          obstacle: "network",
          wait: wait
        };
      }
      if (status !== 200) {
        const more = status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
        return {
          problem: `HTTP ${status}${more}`,
          obstacle: "answer"
        };
      }
      const text = body.trim();
      if (!isIPv4(text)) {
        const shown = JSON.stringify(secrets.foreignText(text, 60));
        return {
          problem: `not an IPv4 address but ${shown}`,
          obstacle: (0, external_node_net_namespaceObject.isIPv6)(text) ? "network" : "answer"
        };
      }
      if (isPublic(text)) return {
        address: text
      };
      return {
        problem: `${text}, which is not a public address`,
        obstacle: "network"
      };
    }
    // CONCATENATED MODULE: ./build/address/allowed-addresses.js
    async function allowedAddresses({auto: auto, addresses: addresses}, {apiUrl: apiUrl, ipServices: ipServices, tradesRealMoney: tradesRealMoney}, tools) {
      const {log: log} = tools;
      if (auto) {
        warnOfOtherRoutes(apiUrl, ipServices, log);
        const [address, agreeing] = await findAddress(ipServices, tools);
        log.info(`The public address of this runner is ${address}: ${agreeing} of ${ipServices.length} services agree.`);
        return [ ...new Set([ address, ...addresses ]) ];
      }
      if (addresses.length === 0) {
        const what = tradesRealMoney ? "trade with real money from anywhere, until it is revoked" : "use it from anywhere";
        log.warning(`runner-ip is none: whoever gets this token can ${what}. Use runner-ip: auto, or the addresses of your runners.`);
      }
      return addresses;
    }
    function warnOfOtherRoutes(apiUrl, ipServices, log) {
      const isProxied = hasProxy(apiUrl);
      const others = ipServices.filter(service => hasProxy(service) !== isProxied);
      if (others.length === 0) return;
      const [way, otherWay] = isProxied ? [ "by a proxy", "directly" ] : [ "directly", "by a proxy" ];
      log.warning(`This runner reaches ${apiUrl.host} ${way}, and ${others.map(({host: host}) => host).join(", ")} ${otherWay}, so the address that is found may not be the one that eToro sees. Check https_proxy and no_proxy in the environment, or write the address in the input runner-ip.`);
    }
    // CONCATENATED MODULE: ./build/etoro/scopes.js
    const knownScopes = [ "real:read", "demo:read", "real:write", "demo:write" ].map((short, index) => ({
      short: short,
      id: 200 + index,
      v1: `etoro-public:${short}`,
      v2: `etoro-public:trade.${short}`
    }));
    function knownScope(scope) {
      const name = String(scope).toLowerCase();
      return knownScopes.find(({short: short, id: id, v1: v1, v2: v2}) => typeof scope === "number" ? scope === id : [ short, v1, v2 ].includes(name));
    }
    function environmentOf(names) {
      const pattern = /^etoro-public:(?:trade\.)?(real|demo):/;
      const [first = "", ...others] = new Set(names.map(name => pattern.exec(name)?.[1] ?? ""));
      return others.length === 0 ? first : "";
    }
    function namesOf(scopes) {
      return scopes.apiVersion === "v1" ? scopes.scopeIds.map(id => knownScope(id)?.v1 ?? String(id)) : [ ...scopes.scopeNames ];
    }
    // CONCATENATED MODULE: ./build/text/shown-text.js
    function unicode(source, flags = "u") {
      let expression;
      return () => expression ??= new RegExp(source, flags);
    }
    const isPlainAscii = text => /^[ -~]*$/.test(text);
    const invisible = unicode(String.raw`[\p{Cf}\p{DI}]`, "gu");
    const unseen = unicode(String.raw`[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]`, "gu");
    function quote(text) {
      const quoted = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
      if (isPlainAscii(quoted)) return quoted;
      return quoted.replace(unseen(), sign => `\\u{${sign.codePointAt(0)?.toString(16) ?? ""}}`);
    }
    // CONCATENATED MODULE: ./build/inputs/parsed.js
    function listItems(text) {
      return text.split(/[\s,]+/).filter(item => item !== "");
    }
    function parseList(text, parseItem, keyOf = value => String(value).toLowerCase()) {
      if (/^\s*(?:\[|-\s)/m.test(text)) return {
        problem: "It is a list of YAML or JSON. Write the items on one line, separated by commas."
      };
      const parsed = listItems(text).map(parseItem);
      const problems = parsed.flatMap(item => "problem" in item ? item.problem : []);
      if (problems.length > 0) return {
        problem: problems.join(" ")
      };
      const values = parsed.flatMap(item => "value" in item ? item.value : []);
      const keys = values.map(keyOf);
      return {
        value: values.filter((_, index) => keys.indexOf(keys[index] ?? "") === index)
      };
    }
    // CONCATENATED MODULE: ./build/inputs/scopes.js
    const knownNames = knownScopes.map(({short: short}) => short).join(", ");
    function parseScopes(text, apiVersion) {
      if (listItems(text).length === 0) return {
        problem: `It has no scope. Write one or more of ${knownNames}.`
      };
      if (apiVersion === "v1") {
        const parsed = parseList(text, parseScopeId);
        return "problem" in parsed ? parsed : {
          value: {
            apiVersion: apiVersion,
            scopeIds: parsed.value
          }
        };
      }
      const parsed = parseList(text, parseScopeName);
      return "problem" in parsed ? parsed : {
        value: {
          apiVersion: apiVersion,
          scopeNames: parsed.value
        }
      };
    }
    function parseScopeId(item) {
      const id = /^[1-9]\d*$/.test(item) ? Number(item) : void 0;
      if (id !== void 0 && Number.isSafeInteger(id)) return {
        value: id
      };
      const scope = knownScope(item);
      if (scope?.v2 === item.toLowerCase()) return {
        problem: `${quote(item)} is a name of v2. Write ${scope.short}, or set api-version: v2.`
      };
      if (scope) return {
        value: scope.id
      };
      return {
        problem: `${quote(item)} is not a known scope. The known ones are ${knownNames} (or an id, such as 200).`
      };
    }
    function parseScopeName(item) {
      const scope = knownScope(item);
      if (scope) return {
        value: scope.v2
      };
      if (/^\d+$/.test(item)) {
        const meant = knownScope(Number(item));
        const hint = meant ? `It is ${meant.v2}: write ${meant.short}.` : `The known names are ${knownNames}.`;
        return {
          problem: `${quote(item)} is a scope id, and api-version v2 accepts names. ${hint}`
        };
      }
      if (/^etoro-public:[a-z0-9_-]+\.[a-z0-9_.-]+:[a-z0-9_-]+$/i.test(item)) return {
        value: item
      };
      return {
        problem: `${quote(item)} is not a known scope. The known ones are ${knownNames}.`
      };
    }
    function unknownScopes(scopes) {
      return namesOf(scopes).filter(name => !knownScope(name));
    }
    function tradesRealMoney(scopes) {
      return namesOf(scopes).some(name => knownScope(name)?.short === "real:write");
    }
    // CONCATENATED MODULE: external "node:crypto"
    const external_node_crypto_namespaceObject = require("node:crypto");
    // CONCATENATED MODULE: ./build/names/family.js
    const FORM = /^(gh[ak]-[\w.-]+-(0|[1-9]\d*)-(0|[1-9]\d*)-([0-9a-z]{6})[0-9a-z]{10})[0-9a-z]{3}$/;
    const LONGEST_NAME = 64;
    function startFamily({repository: repository, runId: runId, runAttempt: runAttempt}, label, isKept) {
      const tail = `-${runId}-${runAttempt}-${repository}${base36((0, external_node_crypto_namespaceObject.randomBytes)(8).toString("hex"), 10)}`;
      const head = `${isKept ? "ghk" : "gha"}-${label.replace(/[^\w.-]/g, "-") || "job"}`;
      const family = head.slice(0, LONGEST_NAME - 3 - tail.length) + tail;
      if (isFamily(family)) return family;
      throw new Error(`${family} is not a family of names`);
    }
    function nameOf(family, tryNumber) {
      return family + (tryNumber % 36 ** 3).toString(36).padStart(3, "0");
    }
    function parseName(name) {
      if (name.length > LONGEST_NAME) return;
      const [, family = "", runId, runAttempt, repository = ""] = FORM.exec(name) ?? [];
      if (!isFamily(family)) return;
      return {
        family: family,
        isKept: isKeptFamily(family),
        runId: Number(runId),
        runAttempt: Number(runAttempt),
        repository: repository
      };
    }
    function isKeptFamily(family) {
      return family.startsWith("ghk-");
    }
    function isFamily(text) {
      return FORM.test(`${text}001`);
    }
    function repositoryIdOf(server, id) {
      return base36((0, external_node_crypto_namespaceObject.hash)("sha256", `${server.toLowerCase()}\n${id}`), 6);
    }
    function base36(hex, length) {
      const number = BigInt(`0x${hex}`) % 36n ** BigInt(length);
      return number.toString(36).padStart(length, "0");
    }
    // CONCATENATED MODULE: external "node:util"
    const external_node_util_namespaceObject = require("node:util");
    // CONCATENATED MODULE: ./build/secrets/secret.js
    const SHORTEST_SECRET = 8;
    class Secret {
      #value;
      constructor(value) {
        this.#value = value;
      }
      reveal() {
        return this.#value;
      }
      toString() {
        return "***";
      }
      toJSON() {
        return "***";
      }
      [external_node_util_namespaceObject.inspect.custom]() {
        return "***";
      }
    }
    // CONCATENATED MODULE: ./build/text/unknown-value.js
    function isObject(value) {
      return typeof value === "object" && value !== null;
    }
    function asObject(value) {
      return isObject(value) ? value : {};
    }
    // CONCATENATED MODULE: ./build/etoro/errors.js
    class EtoroError extends Error {
      name="EtoroError";
      failure;
      call;
      finding;
      constructor(failure, call, finding = "") {
        super(textOf(failure));
        this.failure = failure;
        this.call = call;
        this.finding = finding;
      }
      with(finding) {
        return new EtoroError(this.failure, this.call, finding);
      }
    }
    function textOf(failure) {
      switch (failure.kind) {
       case "refused":
        {
          const {status: status, errorCode: errorCode, errorMessage: errorMessage} = failure;
          const said = [ ...new Set([ errorCode, errorMessage ]) ].filter(part => part !== void 0).join(": ");
          return `${errorCode === void 0 ? "The answer was" : "eToro answered"} HTTP ${status}${said && ` ${said}`}`;
        }

       case "unexpected":
        return `eToro answered ${failure.what}`;

       case "unlisted":
        return "eToro answered a list without this agent-portfolio";

       case "lost":
        return `No answer from ${failure.host}: ${failure.problem}`;
      }
    }
    function verdictOf({failure: failure, call: {operation: operation}}) {
      switch (failure.kind) {
       case "refused":
        return verdictOfRefusal(failure, operation);

       case "unexpected":
        return verdictOfUnexpected(operation);

       case "unlisted":
        return {
          cause: "portfolio-not-found",
          mayHaveWorked: false,
          next: "wait"
        };

       case "lost":
        {
          const {mayHaveArrived: mayHaveWorked, mayPass: mayPass} = failure;
          return {
            cause: "no-answer",
            mayHaveWorked: mayHaveWorked,
            next: mayPass ? "wait" : "stop"
          };
        }
      }
    }
    function verdictOfRefusal({status: status, errorCode: errorCode, errorMessage: errorMessage = ""}, operation) {
      if (status === 429) return errorCode === "MaxUserTokensExceeded" ? {
        cause: "full",
        mayHaveWorked: false,
        next: "make-room"
      } : {
        cause: "rate-limit",
        mayHaveWorked: false,
        next: "wait"
      };
      if (status === 408 || status >= 500 && status < 600) return uncertain("outage");
      if (status < 300 || status >= 500) return verdictOfUnexpected(operation);
      if (status < 400) return certain("not-etoro");
      if (errorCode === void 0) return operation === "create" ? certain("not-etoro") : uncertain("not-etoro");
      if (status === 409 && errorCode === "UserKeyNameAlreadyExists") return uncertain("name-taken");
      if (status !== 404) return certain("refused");
      const isTokenGone = operation === "revoke" && /^user token not found\.?$/i.test(errorMessage);
      return certain(isTokenGone ? "token-gone" : "portfolio-not-found");
    }
    function certain(cause) {
      return {
        cause: cause,
        mayHaveWorked: cause === "not-etoro",
        next: "stop"
      };
    }
    function uncertain(cause) {
      return {
        cause: cause,
        mayHaveWorked: true,
        next: "wait"
      };
    }
    function verdictOfUnexpected(operation) {
      return {
        cause: "unexpected",
        mayHaveWorked: true,
        next: operation === "create" ? "stop" : "wait"
      };
    }
    // CONCATENATED MODULE: ./build/etoro/uuid.js
    function isUuid(text) {
      return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
    }
    function toUuid(value) {
      const text = typeof value === "string" ? value.toLowerCase() : "";
      return isUuid(text) ? text : void 0;
    }
    // CONCATENATED MODULE: ./build/etoro/answers.js
    function createdUserToken({json: json, call: call, headers: headers, isSent: isSent}, secrets) {
      const answer = asObject(json);
      const userTokenId = toUuid(answer.userTokenId);
      const value = isText(answer.userToken) ? answer.userToken : "";
      const isNoSecret = value.length < SHORTEST_SECRET || isSent(value) || (userTokenId ?? "").includes(value.toLowerCase()) || value.length <= 64 && !toUuid(value) && secrets.foreignText(value) === value;
      const redacted = secrets.redact(value);
      const holdsKey = redacted !== value && redacted !== "***";
      const userToken = new Secret(value);
      if (!isNoSecret) secrets.add(userToken);
      if (userTokenId === void 0 || secrets.redact(userTokenId) !== userTokenId) throw unexpected("HTTP 201 without a userTokenId", call);
      if (isNoSecret || holdsKey || !/^[\x21-\x7e]{1,8192}$/.test(value)) throw unexpected("HTTP 201 without a userToken", call);
      return {
        userTokenId: userTokenId,
        userToken: userToken,
        granted: grantOf(json),
        call: call,
        retirement: retirementOf(headers)
      };
    }
    function unexpected(what, call) {
      return new EtoroError({
        kind: "unexpected",
        what: what
      }, call);
    }
    function listedPortfolios(json, call) {
      const {agentPortfolios: agentPortfolios} = asObject(json);
      if (!Array.isArray(agentPortfolios)) throw unexpected("HTTP 200 without agentPortfolios", call);
      return agentPortfolios.flatMap(portfolio => {
        const {agentPortfolioId: agentPortfolioId, agentPortfolioName: agentPortfolioName, userTokens: userTokens} = asObject(portfolio);
        const id = toUuid(agentPortfolioId);
        if (id === void 0) return [];
        const tokens = Array.isArray(userTokens) ? userTokens : [];
        const name = isText(agentPortfolioName) ? agentPortfolioName : "";
        return [ {
          id: id,
          name: name,
          userTokens: tokens.flatMap(token => listedUserToken(token) ?? [])
        } ];
      });
    }
    function listedUserToken(json) {
      const {userTokenId: id, userTokenName: userTokenName, expiresAt: expiresAt} = asObject(json);
      const userTokenId = toUuid(id);
      if (userTokenId === void 0 || !isText(userTokenName)) return;
      return {
        userTokenId: userTokenId,
        userTokenName: userTokenName,
        expiresAt: timeOf(expiresAt)
      };
    }
    function grantOf(json) {
      const {scopeIds: scopeIds, scopeNames: scopeNames, ipsWhitelist: ipsWhitelist, expiresAt: expiry} = asObject(json);
      const unread = new Set;
      function read(part, list, isMember) {
        if (list === void 0) return;
        const members = Array.isArray(list) ? list.filter(isMember) : [];
        const isWhole = Array.isArray(list) && members.length === list.length;
        if (!isWhole) unread.add(part);
        return isWhole || members.length > 0 ? members : void 0;
      }
      const ids = read("scopes", scopeIds ?? void 0, isScope);
      const names = read("scopes", scopeNames ?? void 0, isScope);
      const scopes = ids && names ? [ ...ids, ...names ] : ids ?? names;
      const addresses = read("ipsWhitelist", ipsWhitelist === null ? [] : ipsWhitelist, isText);
      const expiresAt = expiry === null ? "never" : timeOf(expiry);
      if (expiry !== void 0 && expiresAt === void 0) unread.add("expiresAt");
      return {
        scopes: scopes,
        ipsWhitelist: addresses,
        expiresAt: expiresAt,
        unread: [ ...unread ]
      };
    }
    function retirementOf({deprecation: deprecation, sunset: sunset}) {
      if (deprecation === void 0 && sunset === void 0) return;
      const [, seconds] = /^@(-?\d{1,11})(?:;.*)?$/.exec(String(deprecation)) ?? [];
      const deprecated = seconds === void 0 ? void 0 : Number(seconds) * SECOND;
      return {
        deprecated: deprecated,
        sunset: parseHttpDate(String(sunset))
      };
    }
    function timeOf(value) {
      return isText(value) ? parseUtc(value) : void 0;
    }
    function isText(value) {
      return typeof value === "string";
    }
    function isScope(value) {
      return Number.isSafeInteger(value) || isText(value);
    }
    // CONCATENATED MODULE: ./build/etoro/call.js
    const exchanges = {
      create: {
        method: "POST",
        wantedStatus: 201
      },
      list: {
        method: "GET",
        wantedStatus: 200
      },
      revoke: {
        method: "DELETE",
        wantedStatus: 204
      }
    };
    const MOST_PARTS = 4e5;
    async function callEtoro(request, limits, tools) {
      const {operation: operation, path: path, maxBytes: maxBytes = 64 * 1024} = request;
      const {apiUrl: apiUrl, keys: keys, send: send, agent: agent, etoroClock: etoroClock, secrets: secrets} = tools;
      const {method: method, wantedStatus: wantedStatus} = exchanges[operation];
      const call = {
        operation: operation,
        requestId: tools.randomUuid()
      };
      const url = new URL(apiUrl);
      url.pathname = url.pathname.replace(/\/+$/, "") + path;
      const headers = {
        accept: "application/json",
        "x-request-id": call.requestId,
        "x-api-key": keys.apiKey.reveal(),
        "x-user-key": keys.userKey.reveal(),
        ...request.body && {
          "content-type": "application/json"
        }
      };
      const body = request.body && JSON.stringify(request.body);
      const {timeout: timeout, signal: signal} = limits;
      const answer = await outcomeOf(send({
        method: method,
        url: url,
        headers: headers,
        body: body,
        timeout: timeout,
        maxBytes: maxBytes,
        agent: agent
      }, signal));
      if (answer instanceof TransportError) {
        const {message: problem, mayHaveArrived: mayHaveArrived, mayPass: mayPass, obstacle: obstacle} = answer;
        if (obstacle === "size") throw new EtoroError({
          kind: "unexpected",
          what: `more than ${maxBytes} bytes`
        }, call);
        throw new EtoroError({
          kind: "lost",
          host: url.host,
          problem: problem,
          mayHaveArrived: mayHaveArrived,
          mayPass: mayPass
        }, call);
      }
      const {status: status} = answer;
      const reason = status === wantedStatus ? void 0 : reasonOf(answer.body, secrets);
      if (!reason || reason.errorCode !== void 0) etoroClock.learn(serverTime(answer.headers));
      if (!reason) {
        const sent = [ url.href, ...Object.entries(headers).flat(), body ].join("\n").toLowerCase();
        const isSent = text => sent.includes(text.toLowerCase());
        return {
          call: call,
          json: parseJson(answer.body),
          headers: answer.headers,
          isSent: isSent
        };
      }
      if (status >= 200 && status < 300) throw new EtoroError({
        kind: "unexpected",
        what: `HTTP ${status} instead of ${wantedStatus}`
      }, call);
      const wait = retryAfter(answer.headers, tools.clock.now(), status === 429);
      throw new EtoroError({
        kind: "refused",
        status: status,
        ...reason,
        retryAfter: wait
      }, call);
    }
    function reasonOf(body, {foreignText: foreignText}) {
      const {errorCode: errorCode, errorMessage: errorMessage} = asObject(parseJson(body));
      const textOf = value => typeof value === "string" && foreignText(value) || void 0;
      return {
        errorCode: textOf(errorCode),
        errorMessage: textOf(errorMessage) ?? cloudflareCode(body)
      };
    }
    function cloudflareCode(body) {
      const text = body.slice(0, 1e4).replace(/<[^<>]*>/g, " ");
      const [, code] = /\berror(?: code)?[:\s]+(1\d{3})\b/i.exec(text) ?? [];
      return code === void 0 ? void 0 : `error code: ${code}`;
    }
    function parseJson(text) {
      if (text.replace(/[^[{:]+/g, "").length > MOST_PARTS) return;
      try {
        return JSON.parse(text.replace(/^\uFEFF/, ""));
      } catch {
        return;
      }
    }
    // CONCATENATED MODULE: ./build/etoro/client.js
    const LONGEST_LIST = 4 * 1024 * 1024;
    const MOST_NAMED = 10;
    function connectEtoro(agentPortfolioId, tools) {
      const tokensPath = version => `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;
      async function listUserTokens(limits) {
        const request = {
          operation: "list",
          path: "/api/v1/agent-portfolios",
          maxBytes: LONGEST_LIST
        };
        const {json: json, call: call} = await callEtoro(request, limits, tools);
        const portfolios = listedPortfolios(json, call);
        const portfolio = portfolios.find(({id: id}) => id === agentPortfolioId);
        if (portfolio) return portfolio.userTokens;
        throw new EtoroError({
          kind: "unlisted"
        }, call, naming(portfolios, tools));
      }
      return {
        listUserTokens: listUserTokens,
        async createUserToken(order, limits) {
          const path = tokensPath(order.scopes.apiVersion);
          try {
            const answer = await callEtoro({
              operation: "create",
              path: path,
              body: createBody(order)
            }, limits, tools);
            return createdUserToken(answer, tools.secrets);
          } catch (error) {
            if (!isNotFound(error)) throw error;
            const inTime = {
              ...limits,
              timeout: Math.min(limits.timeout, 3 * SECOND)
            };
            const listing = await listUserTokens(inTime).catch(failure => failure);
            throw isNotFound(listing) ? error.with(listing.finding) : error;
          }
        },
        async revokeUserToken(userTokenId, limits) {
          const path = `${tokensPath("v1")}/${userTokenId}`;
          try {
            await callEtoro({
              operation: "revoke",
              path: path
            }, limits, tools);
            return "revoked";
          } catch (error) {
            if (error instanceof EtoroError && verdictOf(error).cause === "token-gone") return "gone";
            throw error;
          }
        }
      };
    }
    function isNotFound(error) {
      return error instanceof EtoroError && verdictOf(error).cause === "portfolio-not-found";
    }
    function naming(portfolios, {secrets: secrets}) {
      if (portfolios.length === 0) return "This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio";
      const named = portfolios.slice(0, MOST_NAMED);
      const lines = named.map(({id: id, name: name}) => `\n- ${id} ${secrets.foreignText(name, 200)}`.trimEnd());
      const rest = portfolios.length - lines.length;
      return `The agent-portfolios of this user key are:${lines.join("")}${rest > 0 ? `\n- and ${rest} more` : ""}`;
    }
    function createBody({userTokenName: userTokenName, scopes: scopes, ipsWhitelist: ipsWhitelist, expiresAt: expiresAt}) {
      return {
        userTokenName: userTokenName,
        ...scopes.apiVersion === "v1" ? {
          scopeIds: [ ...scopes.scopeIds ]
        } : {
          scopeNames: [ ...scopes.scopeNames ]
        },
        ...ipsWhitelist.length > 0 && {
          ipsWhitelist: [ ...ipsWhitelist ]
        },
        expiresAt: utcSeconds(expiresAt)
      };
    }
    // CONCATENATED MODULE: ./build/etoro/clock.js
    const TOLERATED_ERROR = 30 * SECOND;
    function startEtoroClock(clock, onCorrection) {
      let ahead;
      let correction = 0;
      return {
        learn(serverTime) {
          if (serverTime === void 0) return;
          ahead = serverTime - clock.now();
          if (correction !== 0 || Math.abs(ahead) <= TOLERATED_ERROR) return;
          correction = ahead;
          onCorrection(correction);
        },
        correction: () => correction,
        isPast: time => ahead !== void 0 && time !== void 0 && time < clock.now() + ahead
      };
    }
    // CONCATENATED MODULE: ./build/etoro/retries.js
    const LONGEST_CALL = 20 * SECOND;
    const GRACE = 2 * SECOND;
    const LEAST_TIME = SECOND / 5;
    const SPREAD_OF_A_START = SECOND;
    class OutOfTime extends Error {
      name="OutOfTime";
      cause;
      asked;
      budget;
      constructor(cause, asked, budget) {
        super(`no time is left${cause ? ` for another try after: ${cause.message}` : ""}`);
        this.cause = cause;
        this.asked = asked;
        this.budget = budget;
      }
    }
    function alsoFailed(cause, what, failure) {
      const last = failure instanceof OutOfTime ? failure.cause : failure;
      if (!(last instanceof EtoroError)) return failure instanceof OutOfTime ? cause : failure;
      return cause.with(`${what} failed as well: ${last.message} (request id ${last.call.requestId}).`);
    }
    function startRetries(budget, signal, {clock: clock, random: random, log: log}) {
      let tries = 0;
      let last;
      const late = new AbortController;
      signal.addEventListener("abort", () => {
        setTimeout(() => {
          late.abort(signal.reason);
        }, GRACE).unref();
      });
      return {
        limits() {
          signal.throwIfAborted();
          if (budget.remaining() < LEAST_TIME) throw new OutOfTime(last, 0, budget);
          const timeout = Math.min(budget.remaining(), LONGEST_CALL, Math.max(SECOND, budget.total / 4));
          return {
            timeout: timeout,
            signal: late.signal
          };
        },
        async waitAfter(error, next) {
          tries++;
          last = error;
          const asked = error.failure.kind === "refused" ? error.failure.retryAfter : void 0;
          const isRateLimit = verdictOf(error).cause === "rate-limit";
          const wait = Math.max(asked ?? 0, isRateLimit ? SECOND : 0);
          const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
          const pause = pauseWithin(budget, wait, spread);
          if (pause === void 0) throw new OutOfTime(error, asked ?? 0, budget);
          log.info(`${error.message.replace(/\.$/, "")}. Waiting ${formatDuration(pause)} before ${next}.`);
          await clock.sleep(pause, signal);
        },
        async pause(milliseconds) {
          if (milliseconds > budget.remaining() - LEAST_TIME) throw new OutOfTime(last, 0, budget);
          await clock.sleep(milliseconds, signal);
        },
        progress() {
          tries = 0;
        }
      };
    }
    async function tryAgain(retries, next, call) {
      for (;;) try {
        return await call(retries.limits());
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        const verdict = verdictOf(error);
        if (verdict.next !== "wait" || verdict.cause === "portfolio-not-found") throw error;
        await retries.waitAfter(error, next);
      }
    }
    // CONCATENATED MODULE: ./build/http/early-connection.js
    const LONGEST_START = 250;
    const LONGEST_WAIT = 5 * SECOND;
    async function connectEarly(url) {
      if (hasProxy(url)) return;
      await (0, promises_namespaceObject.setImmediate)();
      const agent = directAgentFor(url);
      const connect = agent.createConnection.bind(agent);
      let early = connect({
        ...connecting(LONGEST_WAIT),
        ...endOf(url)
      });
      agent.createConnection = (options, callback) => {
        const socket = early;
        early = void 0;
        if (socket && !socket.destroyed && socket.readableLength === 0) return socket;
        socket?.destroy();
        return connect(options, callback);
      };
      setTimeout(() => early?.destroy(), LONGEST_WAIT).unref();
      await new Promise(resolve => {
        const forget = () => {
          early = void 0;
          resolve();
        };
        early?.once("connect", resolve).on("error", forget).on("close", forget);
        setTimeout(resolve, LONGEST_START);
      });
      return agent;
    }
    // CONCATENATED MODULE: ./build/runner/connect.js
    async function connect({apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys}, {log: log, secrets: secrets, signal: signal}, onCorrection = () => {}) {
      const agent = await connectEarly(apiUrl);
      const etoroClock = startEtoroClock(systemClock, onCorrection);
      const tools = {
        apiUrl: apiUrl,
        keys: keys,
        send: send,
        randomUuid: external_node_crypto_namespaceObject.randomUUID,
        etoroClock: etoroClock,
        clock: systemClock,
        secrets: secrets,
        agent: agent
      };
      return {
        etoro: connectEtoro(agentPortfolioId, tools),
        etoroClock: etoroClock,
        clock: systemClock,
        log: log,
        secrets: secrets,
        startRetries: (budget, until = signal) => startRetries(budget, until, {
          clock: systemClock,
          random: Math.random,
          log: log
        })
      };
    }
    var external_os_ = __nccwpck_require__(857);
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
    function toCommandValue(input) {
      if (input === null || input === void 0) return ""; else if (typeof input === "string" || input instanceof String) return input;
      return JSON.stringify(input);
    }
    function toCommandProperties(annotationProperties) {
      if (!Object.keys(annotationProperties).length) return {};
      return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
      };
    }
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js
    function command_issueCommand(command, properties, message) {
      const cmd = new Command(command, properties, message);
      process.stdout.write(cmd.toString() + external_os_.EOL);
    }
    const CMD_STRING = "::";
    class Command {
      constructor(command, properties, message) {
        if (!command) command = "missing.command";
        this.command = command;
        this.properties = properties;
        this.message = message;
      }
      toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
          cmdStr += " ";
          let first = true;
          for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
            const val = this.properties[key];
            if (val) {
              if (first) first = false; else cmdStr += ",";
              cmdStr += `${key}=${escapeProperty(val)}`;
            }
          }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
      }
    }
    function escapeData(s) {
      return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
    }
    function escapeProperty(s) {
      return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
    }
    // CONCATENATED MODULE: external "crypto"
    const external_crypto_namespaceObject = require("crypto");
    var external_fs_ = __nccwpck_require__(896);
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
    function file_command_issueFileCommand(command, message) {
      const filePath = process.env[`GITHUB_${command}`];
      if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
      if (!external_fs_.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
      external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: "utf8"
      });
    }
    function prepareKeyValueMessage(key, value) {
      const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
      const convertedValue = toCommandValue(value);
      if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
      if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
      return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
    }
    // CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
    void 0 && (void 0).__awaiter;
    external_os_.platform();
    external_os_.arch();
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
    void 0 && (void 0).__awaiter;
    var ExitCode;
    (function(ExitCode) {
      ExitCode[ExitCode["Success"] = 0] = "Success";
      ExitCode[ExitCode["Failure"] = 1] = "Failure";
    })(ExitCode || (ExitCode = {}));
    function exportVariable(name, val) {
      const convertedVal = toCommandValue(val);
      process.env[name] = convertedVal;
      const filePath = process.env["GITHUB_ENV"] || "";
      if (filePath) return file_command_issueFileCommand("ENV", prepareKeyValueMessage(name, val));
      command_issueCommand("set-env", {
        name: name
      }, convertedVal);
    }
    function core_setSecret(secret) {
      command_issueCommand("add-mask", {}, secret);
    }
    function getInput(name, options) {
      const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
      if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
      if (options && options.trimWhitespace === false) return val;
      return val.trim();
    }
    function setOutput(name, value) {
      const filePath = process.env["GITHUB_OUTPUT"] || "";
      if (filePath) return file_command_issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
      process.stdout.write(external_os_.EOL);
      command_issueCommand("set-output", {
        name: name
      }, toCommandValue(value));
    }
    function isDebug() {
      return process.env["RUNNER_DEBUG"] === "1";
    }
    function core_debug(message) {
      command_issueCommand("debug", {}, message);
    }
    function error(message, properties = {}) {
      command_issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
    }
    function warning(message, properties = {}) {
      command_issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
    }
    function notice(message, properties = {}) {
      command_issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
    }
    function info(message) {
      process.stdout.write(message + external_os_.EOL);
    }
    function saveState(name, value) {
      const filePath = process.env["GITHUB_STATE"] || "";
      if (filePath) return file_command_issueFileCommand("STATE", prepareKeyValueMessage(name, value));
      command_issueCommand("save-state", {
        name: name
      }, toCommandValue(value));
    }
    function getState(name) {
      return process.env[`STATE_${name}`] || "";
    }
    // CONCATENATED MODULE: external "node:fs"
    const external_node_fs_namespaceObject = require("node:fs");
    // CONCATENATED MODULE: ./build/runner/check-environment.js
    function checkProxies(reader, urls) {
      const problems = urls.flatMap(url => (url && proxyProblem(url)) ?? []);
      for (const problem of new Set(problems)) reader.add(problem);
    }
    function checkFiles(reader, variables) {
      for (const variable of variables) {
        const path = process.env[variable] ?? "";
        let problem = "It names no file that can be written. Run this as a step of a GitHub Actions job.";
        try {
          (0, external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.W_OK);
          if ((0, external_node_fs_namespaceObject.statSync)(path).isFile()) continue;
        } catch (error) {
          const code = String(asObject(error)["code"]);
          if (code === "EACCES") problem = `The user of this step, ${process.getuid?.()}, may not write to its file (EACCES). In a job with container:, write options: --user there, with the user of the runner (1001 on GitHub's).`; else if (!code.startsWith("ENO")) problem = `Its file cannot be written (${code}). Let this step write to the files of the runner: its disk must not be read-only.`;
        }
        reader.add(`${variable}: ${problem}`);
      }
    }
    function writing(variable, write) {
      try {
        write();
      } catch (error) {
        const {code: code = "ENOENT"} = asObject(error);
        throw new Error(`The file of the runner in ${variable} cannot be written (${String(code)}). Leave it in place, free some space on its disk, or allow larger files (ulimit -f).`, {
          cause: error
        });
      }
    }
    // CONCATENATED MODULE: ./build/runner/process-id.js
    const LONGEST = [ [ "SIGINT", 7.5 * SECOND ], [ "SIGKILL", SECOND ] ];
    function thisProcess() {
      return {
        pid: process.pid,
        identity: identityOf(process.pid) ?? ""
      };
    }
    async function stopStep({pid: pid, identity: identity}, clock) {
      const isRunning = () => identityOf(pid) === identity;
      for (const [signal, longest] of LONGEST) {
        if (!isRunning()) return;
        try {
          process.kill(pid, signal);
        } catch {
          return;
        }
        const budget = startBudget(longest, clock);
        while (isRunning() && budget.remaining() > 0) await clock.sleep(SECOND / 20, (new AbortController).signal);
      }
    }
    function identityOf(pid) {
      try {
        const boot = (0, external_node_fs_namespaceObject.readFileSync)("/proc/sys/kernel/random/boot_id", "utf8").trim();
        const container = (0, external_node_fs_namespaceObject.readlinkSync)("/proc/self/ns/pid");
        const stat = (0, external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
        const [state, ...fields] = stat.split(" ");
        if (state === "Z") return;
        const program = (0, external_node_crypto_namespaceObject.hash)("sha256", (0, external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/cmdline`));
        return `${boot} ${container} ${fields[18]} ${program.slice(0, 16)}`;
      } catch {
        return;
      }
    }
    // CONCATENATED MODULE: ./build/runner/note.js
    const STATE = "note";
    function startNote(target, userKey) {
      const userKeyDigest = digestOf(userKey, (0, external_node_crypto_namespaceObject.randomBytes)(16).toString("hex"));
      core_setSecret(userKeyDigest);
      const note = {
        ...target,
        apiUrl: target.apiUrl.href,
        isProxied: hasProxy(target.apiUrl),
        userKeyDigest: userKeyDigest,
        process: thisProcess()
      };
      const save = made => {
        writing("GITHUB_STATE", () => {
          saveState(STATE, JSON.stringify({
            ...note,
            made: made
          }));
        });
      };
      save();
      return save;
    }
    function readNote() {
      const text = getState(STATE);
      if (text === "") return;
      const note = JSON.parse(text);
      if (!isNote(note)) throw new Error("The state that the step saved cannot be read.");
      core_setSecret(note.userKeyDigest);
      return note;
    }
    function isKeyOf({userKeyDigest: userKeyDigest}, userKey) {
      const [salt = ""] = userKeyDigest.split(":");
      return digestOf(userKey, salt) === userKeyDigest;
    }
    function digestOf(userKey, salt) {
      return `${salt}:${(0, external_node_crypto_namespaceObject.hash)("sha256", salt + userKey.reveal()).slice(0, 32)}`;
    }
    function isNote(value) {
      const note = asObject(value);
      return isUuid(String(note.agentPortfolioId)) && isFamily(String(note.family)) && typeof note.apiUrl === "string" && typeof note.userKeyDigest === "string" && typeof note.expiresIn === "number" && isObject(note.process) && (note.made === void 0 || isObject(note.made));
    }
    // CONCATENATED MODULE: ./build/runner/outputs.js
    function setOutputs(issued) {
      const {granted: granted} = issued;
      writing("GITHUB_OUTPUT", () => {
        setOutput("token", issued.userToken.reveal());
        setOutput("token-id", issued.userTokenId);
        setOutput("token-name", issued.userTokenName);
        setOutput("expires-at", granted.expiresAt === void 0 ? "" : utcSeconds(granted.expiresAt));
        setOutput("scopes", granted.scopes.join(","));
        setOutput("environment", environmentOf(granted.scopes));
        setOutput("runner-ip", granted.ipsWhitelist?.join(",") ?? "");
        setOutput("request-id", issued.call.requestId);
      });
    }
    function exportToEnvironment({apiKey: apiKey}, {userToken: userToken, granted: granted}, log) {
      const environment = environmentOf(granted.scopes);
      const names = [ "ETORO_ENVIRONMENT", "ETORO_MODE" ].slice(environment === "" ? 2 : 0);
      const left = names.filter(name => process.env[name]);
      const set = names.filter(name => !left.includes(name));
      writing("GITHUB_ENV", () => {
        exportVariable("ETORO_API_KEY", apiKey.reveal());
        exportVariable("ETORO_USER_KEY", userToken.reveal());
        for (const name of set) exportVariable(name, environment);
      });
      const all = [ "ETORO_API_KEY", "ETORO_USER_KEY", ...set.map(name => `${name}=${environment}`) ];
      const rest = left.length > 0 ? ` Left as the job sets it: ${left.join(", ")}.` : "";
      log.info(`Set for all later steps: ${all.join(", ")}.${rest}`);
    }
    const NOT_KNOWN = "not known";
    function describe({userTokenName: userTokenName, userTokenId: userTokenId, granted: granted, call: call}, isRevokedAtEnd) {
      const end = isRevokedAtEnd ? ", or when this job ends" : " (revoke is false)";
      return [ [ "Name", userTokenName ], [ "Scopes", granted.scopes.join(", ") || NOT_KNOWN ], [ "Usable from", granted.ipsWhitelist ? granted.ipsWhitelist.join(", ") || "anywhere" : NOT_KNOWN ], [ "Expires", (granted.expiresAt === void 0 ? NOT_KNOWN : utcSeconds(granted.expiresAt)) + end ], [ "Token id", userTokenId ], [ "Request id", call.requestId ] ];
    }
    function logIssued([[, name], ...rows], log) {
      log.info(`Created the user token ${name}`);
      for (const [title, text] of rows) log.info(`  ${title}: ${text}`);
    }
    function warnOfClock(milliseconds, log) {
      const side = milliseconds > 0 ? "behind" : "ahead of";
      log.warning(`The clock of this runner is ${formatDuration(Math.abs(milliseconds))} ${side} eToro's. The expiry of the token follows eToro's clock.`);
    }
    const LAST_CALL = 60 * DAY;
    function tellRetirement({deprecated: deprecated, sunset: sunset}, apiVersion, now, log) {
      const day = time => utcSeconds(time).slice(0, 10);
      const since = deprecated === void 0 ? "" : ` as of ${day(deprecated)}`;
      const end = sunset === void 0 ? "" : ` It may stop to work on ${day(sunset)}.`;
      const next = apiVersion === "v1" ? "Try api-version: v2" : "Look for a newer version of this action";
      const tell = sunset !== void 0 && sunset - now <= LAST_CALL ? log.warning : log.notice;
      tell(`eToro deprecates the call that made this token (api-version ${apiVersion})${since}.${end} ${next}.`);
    }
    // CONCATENATED MODULE: ./build/messages/advice.js
    const notAsPromised = "This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.";
    const inFront = "This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro.";
    const mayHaveEnded = "eToro may have ended v1 of this call: if api-version is v1, try v2.";
    const isCutOff = /\bmalformed x-(?:api|user)-key\b/i;
    const cutOff = 'A key is cut off. Keys end in "_", which a double click does not select: copy the key into the secret again, up to its last character.';
    const otherKey = "This may be a key for Demo. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real, Write access, and Agent portfolio where that is offered.";
    const mayNotGrant = "The user key may not grant one of the scopes. This may be a key for Demo, which grants demo scopes, and a key for Real grants real scopes. Use another user key, or ask for fewer in the input scopes.";
    const byCodeOfCreate = new Map(Object.entries({
      InsufficientPermissions: `The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough). ${otherKey}`,
      ScopeIdsRequired: "Name at least one scope in the input scopes.",
      ScopeIdInvalid: "eToro does not know one of the scopes: check the input scopes for ids.",
      ScopeIdsDuplicateItems: "Name each scope once in the input scopes.",
      ScopeIdNotAllowed: mayNotGrant,
      ScopeNameNotAllowed: mayNotGrant,
      IpsWhitelistInvalidIp: "eToro accepts public IPv4 addresses only: check the input runner-ip.",
      ValidationFailed: "Check the inputs expires-in and scopes, and that the clock of this runner is right."
    }));
    function adviceFor(error, place) {
      const {failure: failure, call: call} = error;
      switch (failure.kind) {
       case "refused":
        if (failure.errorCode === void 0) return aboutForeign(failure, call.operation, place);
        return aboutRefusal(error, failure, place);

       case "unexpected":
        return notAsPromised;

       case "unlisted":
        return noPortfolio(place);

       case "lost":
        if (failure.mayPass) return "Check the input api-url, the network of this runner and its proxy (https_proxy), or try again later.";
        return failure.mayHaveArrived ? notAsPromised : "Check the input api-url. Behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.";
      }
    }
    function aboutForeign({status: status, errorMessage: errorMessage = ""}, operation, place) {
      if (status === 429) return limited("Something in front of eToro limits the calls", place);
      if (status < 500 && /^error code: 1\d{3}$/.test(errorMessage)) return "Cloudflare, in front of eToro, blocks this client or the address of this runner. That says nothing about the keys. Try another runner, or ask the support of eToro.";
      if (status >= 300 && status < 400) return "A redirect is not followed, because it could take the keys to another place. Check the input api-url.";
      if (status === 401 && isCutOff.test(errorMessage)) return cutOff;
      if (status === 407) return "The proxy wants other credentials. Check https_proxy in the environment.";
      if (status === 408 || status >= 500) return "A gateway in front of eToro, or a proxy on the way, has a problem. Try again later.";
      const isEnded = operation === "create" && (status === 404 || status === 410);
      return isEnded ? `${inFront} Or ${mayHaveEnded}` : inFront;
    }
    function aboutRefusal(error, {status: status, errorCode: errorCode = "", errorMessage: errorMessage = ""}, place) {
      const {operation: operation} = error.call;
      switch (verdictOf(error).cause) {
       case "rate-limit":
        return limited("eToro limits how many calls a user key makes in a minute", place);

       case "full":
        return "Revoke tokens on the portfolio that nobody needs any more: the action revoke does that.";

       case "name-taken":
        return "No other call has this name, so something on the way has sent the call twice. Check any proxy on the way.";

       case "portfolio-not-found":
        return noPortfolio(place);

       case "outage":
        return "eToro has a problem. Try again later, or ask its support about the request id.";

       default:
      }
      if (errorCode === "Forbidden") return "The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.";
      const advice = operation === "create" ? byCodeOfCreate.get(errorCode) : void 0;
      if (advice !== void 0) return advice;
      if (errorCode === "InsufficientPermissions") {
        const needs = operation === "list" ? " To list tokens it needs any permission for real or agent-portfolio." : "";
        return `The user key lacks a permission.${needs} ${otherKey}`;
      }
      if (status === 400 && operation === "create") return "Check the inputs of this step.";
      if (status === 400 && place === "action revoke") return "Check the inputs portfolio-id and token-ids.";
      if (status === 401) {
        if (isCutOff.test(errorMessage)) return cutOff;
        return place === "post step" ? "Since the token was made, a key was revoked or has expired, or the runner has another address." : "A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.";
      }
      if (status === 403) return "The user key may not do this. Check its permissions in eToro.";
      return status === 410 && operation === "create" ? mayHaveEnded : "Ask the support of eToro about the request id.";
    }
    function limited(what, place) {
      if (place === "action revoke") return `${what}. Raise the input timeout, or run this again later.`;
      const fewer = `${what}, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel)`;
      return place === "step" ? `${fewer}, or raise the input timeout.` : `${fewer}.`;
    }
    function noPortfolio(place) {
      return place === "post step" ? "This user key had the agent-portfolio when the token was made, and does not have it now." : "This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.";
    }
    // CONCATENATED MODULE: ./build/messages/error-message.js
    function errorMessage(error, place) {
      if (error instanceof OutOfTime) return (error.cause ? `${callMessage(error.cause, place)} ` : "") + outOfTime(error);
      if (error instanceof EtoroError) return callMessage(error, place);
      return error instanceof Error ? error.message : "An unknown error.";
    }
    const purposes = {
      create: "",
      revoke: "revoking a token, ",
      list: "listing the tokens, "
    };
    function callMessage(error, place) {
      const {operation: operation, requestId: requestId} = error.call;
      const advice = [ adviceFor(error, place), error.finding ].join(" ").trim();
      return `${error.message} (${purposes[operation]}request id ${requestId}). ${advice}`;
    }
    function outOfTime({asked: asked, budget: budget}) {
      const total = formatDuration(budget.total);
      return asked > 0 ? `There was no further try: the answer asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${total} are left.` : `There was no further try because the time of ${total} is used up.`;
    }
    const error_message_MOST_NAMED = 10;
    function leftTokensMessage(failure, left, {family: family, expiresIn: expiresIn, made: made}) {
      const reason = errorMessage(failure, "post step");
      const expiries = left.flatMap(({expiresAt: expiresAt}) => expiresAt ?? []);
      const last = expiries.length > 0 ? Math.max(...expiries) : made?.expiresAt;
      const when = last === void 0 ? `${formatDuration(expiresIn)} after it was made` : `at ${utcSeconds(last)}`;
      const names = left.slice(0, error_message_MOST_NAMED).map(({userTokenName: userTokenName}) => quote(userTokenName));
      if (left.length === 1) return `The user token ${names.join("")} is not revoked: ${reason} It expires by itself ${when}.`;
      if (left.length === 0) return `There may be a user token ${quote(`${family}…`)} that nobody holds: ${reason} If there is one, it expires by itself ${when}.`;
      const more = left.length > names.length ? ` and ${left.length - names.length} more` : "";
      return `${left.length} user tokens are not revoked, ${names.join(", ")}${more}: ${reason} The last of them expires by itself ${when}.`;
    }
    function notRevokedMessage(ends, noWord) {
      const reasons = new Map;
      const texts = noWord === void 0 ? [] : [ noWord ];
      let failed = 0;
      for (const [token, error] of ends) {
        if (!(error instanceof Error)) continue;
        failed++;
        const reason = reasons.get(error.message) ?? {
          error: error,
          names: []
        };
        reason.names.push(shown(token));
        reasons.set(error.message, reason);
      }
      if (failed > 0) texts.push(`${failed} of ${ends.size} user token${ends.size === 1 ? "" : "s"} could not be revoked.`);
      for (const {error: error, names: names} of reasons.values()) {
        const rest = names.length - error_message_MOST_NAMED;
        if (rest > 0) names.splice(error_message_MOST_NAMED, rest, `and ${rest} more: the log above names them`);
        texts.push([ errorMessage(error, "action revoke"), ...names ].join("\n- "));
      }
      return texts.join("\n");
    }
    function shown({userTokenId: userTokenId, userTokenName: userTokenName}) {
      return `${userTokenId} ${userTokenName}`.trim();
    }
    // CONCATENATED MODULE: ./build/secrets/foreign-text.js
    const [MOST_ODD, MOST_TIED] = [ 12, 16 ];
    const foreign_text_DATE = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?`;
    const dateOrUuid = new RegExp(`^(?:${foreign_text_DATE}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, "i");
    const L = String.raw`[\p{L}\p{M}\p{N}]`;
    const words = unicode(`${L}+`, "gu");
    const names = unicode(`${foreign_text_DATE}(?![._+-]*${L})|${L}+(?:[._+-]+${L}+)*`, "gu");
    const chunks = unicode(`${L}+(?:[._+/=%~-]+${L}+)*`, "gu");
    const tinyWords = unicode(String.raw`(?:(?<!${L})${L}{1,3}(?!${L})[^\p{L}\p{N}\0]*){12}`);
    const isForm = name => dateOrUuid.test(name) || (0, external_node_net_namespaceObject.isIPv4)(name) || parseName(name) !== void 0;
    const foreign_text_short = unicode(String.raw`^(?:\P{N}{1,32}|\d{1,20}|.{1,10})$`);
    const isShort = word => foreign_text_short().test(word);
    const cutWord = unicode(`(?:${L}|[._+-])*$`);
    const space = unicode(String.raw`[\s\p{Cc}]+`, "gu");
    const strange = unicode("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{Sc} \\0$+<=>^`|~]|@", "gu");
    const gaps = unicode(String.raw`…[^\p{L}\p{N}\0]*…`, "gu");
    function showable(text, redact, most = 1e3) {
      const read = text.length > most ? text.slice(0, most).replace(cutWord(), "…") : text;
      const line = redact(read.replace(invisible(), "").replace(space(), " ")).trim();
      const kept = [];
      const open = line.replace(names(), name => isForm(name) ? (kept.push(name), "\0") : name);
      const all = open.match(words()) ?? [];
      const hasLong = !all.every(isShort);
      const odd = all.filter(word => isShort(word) && !isPlain(word));
      const size = odd.reduce((sum, word) => sum + word.length / (/^\d+$/.test(word) ? 4 : 1), 0);
      const isDense = odd.length > 1 && size > MOST_ODD || tinyWords().test(open);
      const isShown = word => isPlain(word) ? !isDense || word.length > 4 : !isDense && (!hasLong || /^\d{1,6}$/.test(word));
      return open.replace(chunks(), chunk => {
        const tied = chunk.match(words()) ?? [];
        const isKey = tied.length > 1 && tied.filter(word => !isPlain(word)).join("").length > MOST_TIED;
        if (isKey || !tied.every(isShort)) return "…";
        return chunk.replace(words(), word => isShown(word) ? word : "…");
      }).replace(strange(), "…").replace(gaps(), "…").replace(/\0/g, () => kept.shift() ?? "");
    }
    const letters = unicode(String.raw`^\P{N}{1,32}$`);
    const oneCase = unicode(String.raw`^(?:\p{Lu}+|.\P{Lu}*)$`);
    const capitals = unicode(String.raw`\p{Lu}(?:\p{Lu}.|$)`);
    const notCapital = unicode(String.raw`\P{Lu}`, "gu");
    function isPlain(word) {
      if (word.length < 2 || !letters().test(word)) return false;
      return oneCase().test(word) || !capitals().test(word) && word.replace(notCapital(), "").length * 3 < word.length;
    }
    // CONCATENATED MODULE: ./build/secrets/known-secrets.js
    const lowerCase = text => text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
    function openKnownSecrets(mask) {
      const forms = new Set;
      function redact(text) {
        const searched = lowerCase(text);
        const units = text.split("");
        for (const form of forms) for (let at = searched.indexOf(form); at >= 0; at = searched.indexOf(form, at + 1)) units.fill("\0", at, at + form.length);
        return units.join("").replace(/\0+/g, "***");
      }
      return {
        add(secret) {
          const value = secret.reveal();
          mask(value);
          if (value.length < SHORTEST_SECRET || !/^[\x21-\x7e]+$/.test(value)) return;
          for (const form of formsOf(value)) forms.add(form.toLowerCase());
        },
        redact: redact,
        foreignText: (text, most) => showable(text, redact, most)
      };
    }
    function formsOf(value) {
      const bytes = Buffer.from(value);
      const base64 = [ 0, 1, 2 ].map(place => bytes.subarray(place).toString("base64"));
      return [ value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...base64 ];
    }
    // CONCATENATED MODULE: ./build/secrets/log.js
    function openLog(write, secrets) {
      const through = level => text => {
        write[level](secrets.redact(text).replaceAll("##[", "# #["));
      };
      return {
        info: through("info"),
        notice: through("notice"),
        warning: through("warning"),
        error: through("error"),
        debug: through("debug")
      };
    }
    // CONCATENATED MODULE: ./build/inputs/paste-mistake.js
    const beginsWithName = "It begins with a name. Leave out the name and what follows it, up to the value.";
    const mistakes = [ [ /\$\{\{|^\{\{|^(?:secrets|vars|env|inputs)\.\w+$/, "It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there." ], [ /^(?:(?:export|set)\s+|\$env:)?["']?[A-Z][A-Z\d]*_[A-Z\d_]+["']?\s*=\s*[^=\s]/, beginsWithName ], [ /^["']?[\w-]*(?:key|token|etoro)[\w-]*["']?\s*(?::\s*\S|=\s*[^=\s])/i, beginsWithName ], [ /^\$[A-Za-z_({]|^%\w+%$|^ETORO_[A-Z_]+$/, "It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}." ], [ /^[{[]|[}\]]$/, "It is JSON. Write only the value that is in it." ], [ /^["'`‘’“”]|["'`‘’“”]$/, "It has quotes around it. Leave them out." ], [ /[,;]$/, "It ends with a comma or semicolon. Leave it out." ] ];
    function pasteMistake(text) {
      if (/^(?!ETORO_)[\w+/-]+=*$/.test(text)) return;
      return mistakes.find(([looks]) => looks.test(text))?.[1];
    }
    function isNameOfSecret(text) {
      return /^[${% ]*(?:(?:secrets|vars|env|inputs)\.)?ETORO_[A-Z_]+[}% ]*$/.test(text);
    }
    // CONCATENATED MODULE: ./build/inputs/words.js
    function parseBoolean(text) {
      const word = text.toLowerCase();
      if (word === "true" || word === "false") return {
        value: word === "true"
      };
      return {
        problem: `${quote(text)} is neither true nor false. Write one of them.`
      };
    }
    function parseApiVersion(text) {
      const word = text.toLowerCase();
      if (word === "v1" || word === "v2") return {
        value: word
      };
      return {
        problem: `${quote(text)} is not a version of the API. Write v1 or v2.`
      };
    }
    const LONGEST_JOB = 5 * DAY;
    function parseDuration(text, least) {
      const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
      if (!match || text === "") {
        const hint = /^\d{1,9}$/.test(text) ? ` It has no unit: ${text}s, ${text}m or ${text}h?` : "";
        return {
          problem: `${quote(text)} is not a duration.${hint} Write it with units, such as 90s, 15m, 1h30m or 2d.`
        };
      }
      const sizes = [ DAY, HOUR, MINUTE, SECOND ];
      const counts = match.slice(1).map(digits => Number(digits ?? 0));
      const value = counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0);
      if (value < least || value > LONGEST_JOB) {
        const side = value < least ? "short" : "long";
        return {
          problem: `${quote(text)} is too ${side}. Write ${formatDuration(least)} to ${formatDuration(LONGEST_JOB)}.`
        };
      }
      return {
        value: value
      };
    }
    function parseUuid(text, what) {
      const value = toUuid(text);
      if (value !== void 0) return {
        value: value
      };
      const [, inner = ""] = /^[({["'`]+(.*?)[)}\]"'`]+$/.exec(text) ?? [];
      if (toUuid(inner) !== void 0) return {
        problem: `It has braces or quotes around it. Write ${inner} alone.`
      };
      const mistake = pasteMistake(text);
      if (mistake !== void 0) return {
        problem: mistake
      };
      return {
        problem: `${quote(text)} is not a UUID. Write the id of the ${what}, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`
      };
    }
    // CONCATENATED MODULE: ./build/inputs/service-url.js
    function parseServiceUrl(text, {query: query, example: example}) {
      const shown = text.includes("@") ? "It" : quote(text);
      const url = URL.canParse(text) ? new URL(text) : void 0;
      if (!url) return {
        problem: `${shown} is not a URL. Write one such as ${example}.`
      };
      if (url.username !== "" || url.password !== "") return {
        problem: "It has a user name or password in it. Write the URL without them."
      };
      if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) return {
        problem: `${shown} is not encrypted. Write an https URL (http is for loopback hosts).`
      };
      if (url.hash !== "" || url.search !== "" && !query) return {
        problem: `${shown} has a ${query ? "" : "query or "}fragment. Write the URL without it.`
      };
      return {
        value: url
      };
    }
    function parseIpServices(text) {
      if (listItems(text).length === 0) return {
        problem: "It has no URL. Write one or more."
      };
      return parseList(text, item => parseServiceUrl(item, {
        query: true,
        example: "https://api.ipify.org"
      }), ({href: href}) => href);
    }
    function isLoopback(hostname) {
      return hostname === "localhost" || hostname === "[::1]" || (0, external_node_net_namespaceObject.isIPv4)(hostname) && hostname.startsWith("127.");
    }
    // CONCATENATED MODULE: ./build/runner/common-inputs.js
    class InputError extends Error {
      name="InputError";
      absent;
      constructor(problems, absent, hint = "") {
        const count = problems.length === 1 ? "one input is" : `${problems.length} inputs are`;
        super(`Nothing was sent because ${count} wrong:\n${problems.map(text => `- ${text}`).join("\n")}${hint}`);
        this.absent = absent;
      }
    }
    function startReading(defaults, secrets) {
      const problems = [];
      const absent = [];
      function valueOf(input, parsed) {
        if ("value" in parsed) return parsed.value;
        problems.push(`${input}: ${parsed.problem}`);
        return;
      }
      function required(input, parsed, example) {
        if (parsed) return valueOf(input, parsed);
        absent.push(input);
        return valueOf(input, {
          problem: `It is not given. Write ${input}: ${example}`
        });
      }
      function parsed(text, parse) {
        if (secrets.redact(text) === text) return parse(text);
        return {
          problem: "It holds the value of a key. Write the keys in api-key and user-key only."
        };
      }
      return {
        take: (input, parse) => valueOf(input, parsed(getInput(input) || (defaults[input] ?? ""), parse)),
        takeRequired(input, parse, example) {
          const text = getInput(input);
          return required(input, text === "" ? void 0 : parsed(text, parse), example);
        },
        required: required,
        add: problem => problems.push(problem),
        complete(fields, hint = "") {
          if (problems.length === 0 && areAllRead(fields)) return fields;
          throw new InputError(problems, absent, hint);
        }
      };
    }
    function areAllRead(fields) {
      return Object.values(fields).every(value => value !== void 0);
    }
    const commonDefaults = {
      "api-url": "https://public-api.etoro.com",
      timeout: "5m",
      summary: "true"
    };
    function readCommon(reader, given) {
      return {
        keys: readKeys(reader, given),
        agentPortfolioId: reader.takeRequired("portfolio-id", text => parseUuid(text, "agent-portfolio"), "a1b2c3d4-e5f6-7890-abcd-ef1234567890, with the id of your agent-portfolio."),
        apiUrl: readApiUrl(reader),
        timeout: reader.take("timeout", text => parseDuration(text, SECOND)),
        summary: reader.take("summary", parseBoolean)
      };
    }
    function readApiUrl(reader) {
      return reader.take("api-url", text => parseServiceUrl(text, {
        query: false,
        example: commonDefaults["api-url"]
      }));
    }
    function takeKeys(secrets) {
      return {
        apiKey: takeSecret("api-key", secrets, process.env["ETORO_API_KEY"]),
        userKey: takeSecret("user-key", secrets, process.env["ETORO_USER_KEY"])
      };
    }
    function takeSecret(input, secrets, fallback = "") {
      const given = getInput(input);
      const text = given || fallback.trim();
      if (text === "") return;
      const value = new Secret(text);
      const isSentence = given === "" && /\s/.test(text);
      if (!isSentence && !isNameOfSecret(text)) secrets.add(value);
      const mistake = pasteMistake(text);
      if (mistake !== void 0) return {
        problem: mistake
      };
      const copyAgain = "Copy it into the secret again.";
      if (!/^[\x21-\x7e]+$/.test(text)) return {
        problem: `It has a character that it cannot have, such as a space or a line break. ${copyAgain}`
      };
      if (text.length >= SHORTEST_SECRET) return {
        value: value
      };
      return {
        problem: `It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}`
      };
    }
    function readKeys(reader, given) {
      const apiKey = reader.required("api-key", given.apiKey, "${{ secrets.ETORO_API_KEY }}");
      const userKey = reader.required("user-key", given.userKey, "${{ secrets.ETORO_USER_KEY }}");
      if (apiKey === void 0 || userKey === void 0) return;
      if (apiKey.reveal() === userKey.reveal()) {
        reader.add("user-key: It is the same as api-key. They are two keys of your eToro account: copy each into its own secret.");
        return;
      }
      return {
        apiKey: apiKey,
        userKey: userKey
      };
    }
    // CONCATENATED MODULE: ./build/runner/workflow-run.js
    function workflowRun() {
      const {env: env} = process;
      const id = positive(env["GITHUB_REPOSITORY_ID"]);
      const name = (env["GITHUB_REPOSITORY"] ?? "").toLowerCase();
      return {
        repository: repositoryIdOf(env["GITHUB_SERVER_URL"] ?? "", id > 0 ? String(id) : name),
        runId: positive(env["GITHUB_RUN_ID"]),
        runAttempt: positive(env["GITHUB_RUN_ATTEMPT"])
      };
    }
    function positive(text = "") {
      const number = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
      return Number.isSafeInteger(number) ? number : 0;
    }
    async function loadGitHub() {
      try {
        const event = JSON.parse((0, external_node_fs_namespaceObject.readFileSync)(process.env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
        if (typeof event !== "object" || event === null) throw new Error("not an event");
      } catch {
        delete process.env["GITHUB_EVENT_PATH"];
      }
      return __nccwpck_require__.e(413).then(__nccwpck_require__.bind(__nccwpck_require__, 413));
    }
    // CONCATENATED MODULE: ./build/runner/why-absent.js
    const passSecrets = "Write secrets: inherit in the job that calls it, or pass each secret by its name.";
    const whyNoSecret = `\nGitHub replaces a secret that the job does not get with nothing. Settings > Secrets and variables > Actions shows where each one is. The usual causes:\n- It belongs to an environment, and the job names none. Write environment: NAME in the job.\n- It has another name.\n- The workflow is called by another one. ${passSecrets}`;
    const whyNoVariable = "\nFor portfolio-id, the usual causes are: the variable belongs to an environment, and the job names none (write environment: NAME in the job); or it is saved as a secret (write ${{ secrets.NAME }} and not ${{ vars.NAME }}).";
    async function whyAbsent(error) {
      const absent = error instanceof InputError ? error.absent : [];
      const isKey = absent.includes("api-key") || absent.includes("user-key");
      const isPortfolio = absent.includes("portfolio-id");
      if (!isKey && !isPortfolio) return "";
      try {
        const {eventName: eventName, actor: actor, payload: payload} = (await loadGitHub()).context;
        const cause = absent.includes("user-key") ? certainCause(eventName, actor, payload) : void 0;
        if (cause !== void 0) return `\n${cause}`;
        return (isKey ? whyNoSecret : "") + (isPortfolio ? whyNoVariable : "");
      } catch {
        return "";
      }
    }
    function certainCause(eventName, actor, {repository: repository, pull_request: pullRequest}) {
      const isPullRequest = /^pull_request(?:_review(?:_comment)?)?$/.test(eventName);
      const isPush = /^(?:push|create|deployment|deployment_status)$/.test(eventName);
      if (actor === "dependabot[bot]" && (isPullRequest || isPush)) return "Dependabot started this run, so GitHub gives it the secrets for Dependabot alone. Save them in Settings > Secrets and variables > Dependabot, or leave the job out: if: github.actor != 'dependabot[bot]'";
      const head = pullRequest?.head?.repo;
      if (isPullRequest && head !== void 0 && head?.full_name !== repository?.full_name) {
        const [name] = /^[\w.-]{1,100}\/[\w.-]{1,100}$/.exec(String(head?.full_name)) ?? [];
        const fork = name === void 0 ? "a fork that is deleted" : `the fork ${name}`;
        return `The pull request is from ${fork}, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository`;
      }
      if (eventName === "schedule" && repository?.fork === true) return "This repository is a fork, and has none of the secrets and variables of the one it was made from. Save your own, or leave the job out: if: ${{ !github.event.repository.fork }}";
      return eventName === "workflow_call" ? `Another workflow calls this one. ${passSecrets}` : void 0;
    }
    // CONCATENATED MODULE: ./build/runner/program.js
    async function runProgram(place, run, fail) {
      process.stdout.on("error", () => {});
      const secrets = openKnownSecrets(core_setSecret);
      const {pq: info, lm: notice, $e: warning, z3: error, Yz: debug} = core_namespaceObject;
      const log = openLog({
        info: info,
        notice: notice,
        warning: warning,
        error: error,
        debug: debug
      }, secrets);
      const keys = takeKeys(secrets);
      const failed = (error, why = "") => {
        fail(errorMessage(error, place) + why, log);
        if (isDebug()) log.debug((0, external_node_util_namespaceObject.inspect)(error));
      };
      process.once("uncaughtException", error => {
        failed(error);
        printed().then(exit);
      });
      guardKeys(log);
      try {
        await run({
          log: log,
          secrets: secrets,
          keys: keys,
          signal: stopSignal()
        });
      } catch (error) {
        failed(error, await whyAbsent(error));
      }
      await printed();
    }
    function stopSignal() {
      const stop = new AbortController;
      for (const name of [ "SIGINT", "SIGTERM", "SIGBREAK" ]) process.on(name, () => {
        stop.abort(new Error(`The step was stopped (${name}).`));
      });
      return stop.signal;
    }
    function guardKeys(log) {
      if (process.env["NODE_DEBUG"]) {
        log.info("NODE_DEBUG is set. What Node prints because of it is left out, because it shows the keys.");
        process.stderr.write = () => true;
      }
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    }
    function printed() {
      return new Promise(resolve => {
        process.stdout.write("", () => {
          resolve();
        });
      });
    }
    function exit() {
      if (process.getActiveResourcesInfo().includes("GetAddrInfoReqWrap")) {
        const code = Number(process.exitCode ?? 0);
        if (process.platform !== "win32") process.execve?.(process.execPath, [ process.execPath, "-e", `process.exit(${code})` ], {}); else if (code === 1) process.kill(process.pid, "SIGKILL");
      }
      process.exit();
    }
    // CONCATENATED MODULE: ./build/inputs/runner-ip.js
    function parseRunnerIp(text) {
      const items = listItems(text);
      if (items.length === 0) return {
        problem: "It has no address. Write auto, none, or one or more IPv4 addresses."
      };
      if (/^none$/i.test(text.trim())) return {
        value: {
          auto: false,
          addresses: []
        }
      };
      const others = items.filter(item => !/^auto$/i.test(item));
      const parsed = parseList(others.join(" "), parseIPv4);
      if ("problem" in parsed) return parsed;
      return {
        value: {
          auto: others.length < items.length,
          addresses: parsed.value
        }
      };
    }
    function parseIPv4(item) {
      return isIPv4(item) && isPublic(item) ? {
        value: item
      } : {
        problem: `${quote(item)} ${whyNot(item)}`
      };
    }
    function whyNot(item) {
      if (isIPv4(item)) return "is not a public address, and eToro never sees it. Write the public address of your network, or auto.";
      if (/^none$/i.test(item)) return "cannot be combined with others. Write it alone, or not.";
      if ((0, external_node_net_namespaceObject.isIPv6)(item)) return "is an IPv6 address, and eToro accepts IPv4 only. Write the public IPv4 address of the runner.";
      if (item.includes("/")) return "is a range, and eToro accepts single addresses only. Write each address.";
      return "is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.";
    }
    // CONCATENATED MODULE: ./build/runner/step-inputs.js
    const stepDefaults = {
      ...commonDefaults,
      "runner-ip": "auto",
      "ip-services": "https://api.ipify.org https://checkip.amazonaws.com https://ipv4.icanhazip.com",
      "expires-in": "1h",
      "api-version": "v1",
      revoke: "true",
      "export-env": "false"
    };
    function readStepInputs({keys: given, secrets: secrets}) {
      const reader = startReading(stepDefaults, secrets);
      const apiVersion = reader.take("api-version", parseApiVersion);
      const inputs = {
        ...readCommon(reader, given),
        scopes: reader.takeRequired("scopes", text => parseScopes(text, apiVersion ?? "v1"), "real:read"),
        runnerIp: reader.take("runner-ip", parseRunnerIp),
        ipServices: reader.take("ip-services", parseIpServices),
        label: reader.take("label", text => ({
          value: text || (process.env["GITHUB_REPOSITORY"] ?? "")
        })),
        expiresIn: reader.take("expires-in", text => parseDuration(text, MINUTE)),
        revoke: reader.take("revoke", parseBoolean),
        exportEnv: reader.take("export-env", parseBoolean)
      };
      const {userKey: userKey} = given;
      const isInEnvironment = userKey && "value" in userKey && process.env["ETORO_USER_KEY"]?.trim() === userKey.value.reveal();
      if (inputs.exportEnv && isInEnvironment) reader.add("export-env: It replaces ETORO_USER_KEY with the token, and this step takes its user key from there. The post step could then not revoke the token. Write user-key: ${{ secrets.ETORO_USER_KEY }}, and take ETORO_USER_KEY out of the env of the job.");
      checkProxies(reader, [ inputs.apiUrl, ...inputs.runnerIp?.auto ? inputs.ipServices ?? [] : [] ]);
      checkFiles(reader, [ "GITHUB_OUTPUT", "GITHUB_STATE", ...inputs.exportEnv ? [ "GITHUB_ENV" ] : [] ]);
      return reader.complete(inputs);
    }
    // CONCATENATED MODULE: ./build/runner/summary.js
    const MOST_BYTES = 1e6;
    function addSummary(title, head, rows, {log: log, secrets: secrets}) {
      const line = cells => `| ${cells.map(cell => escapeMarkdown(secrets.redact(cell))).join(" | ")} |\n`;
      const lines = rows.map(line);
      let bytes = 0;
      const kept = lines.filter(text => (bytes += Buffer.byteLength(text)) <= MOST_BYTES);
      const left = lines.length - kept.length;
      const more = `\nThis table is shortened: ${left} more of ${lines.length} rows would make the summary larger than GitHub takes.\n`;
      const table = [ line(head), `|${" --- |".repeat(head.length)}\n`, ...kept, left > 0 ? more : "" ];
      try {
        const path = process.env["GITHUB_STEP_SUMMARY"] ?? "";
        (0, external_node_fs_namespaceObject.appendFileSync)(path, `### ${title}\n\n${table.join("")}\n`);
      } catch {
        log.warning("The job summary cannot be written. Nothing else is affected.");
      }
    }
    function escapeMarkdown(text) {
      const visible = isPlainAscii(text) ? text : text.replace(invisible(), "");
      return visible.replace(/[^A-Za-z0-9 ,.:/-]|:(?=\/\/)|(?<=www)\./giu, sign => `&#${sign.codePointAt(0)};`);
    }
    // CONCATENATED MODULE: ./build/token/granted.js
    function compareGrant({unread: unread = [], ...told}, asked) {
      const names = namesOf(asked.scopes);
      const scopes = compareScopes(told.scopes ?? (unread.includes("scopes") ? [] : names), names);
      const addresses = compareAddresses(told.ipsWhitelist ?? asked.ipsWhitelist, asked.ipsWhitelist);
      const expiry = compareExpiry(told.expiresAt ?? asked.expiresAt, asked.expiresAt);
      const isKnown = part => told[part] !== void 0 || !unread.includes(part);
      return {
        scopes: scopes.granted,
        ipsWhitelist: isKnown("ipsWhitelist") ? addresses.granted : void 0,
        expiresAt: isKnown("expiresAt") ? expiry.granted : void 0,
        more: [ ...scopes.more, ...addresses.more, ...expiry.more ],
        less: [ ...scopes.less, ...addresses.less, ...expiry.less, ...unread.map(part => `${part} in a form that cannot be read`) ]
      };
    }
    function compareScopes(told, asked) {
      const [toldKeys, askedKeys] = [ new Set(told.map(keyOf)), new Set(asked.map(keyOf)) ];
      const extra = told.filter(scope => !askedKeys.has(keyOf(scope)));
      const missing = asked.filter(name => !toldKeys.has(keyOf(name)));
      const ids = asked.filter(name => isId(name)).length;
      const strangers = extra.filter(mayNameAnId).length;
      const more = strangers > ids ? extra : extra.filter(scope => !mayNameAnId(scope));
      const less = strangers === ids ? missing.filter(name => !isId(name)) : missing;
      return {
        granted: asked.filter(name => !less.includes(name)),
        more: more.map(scope => `the scope ${scope}`),
        less: less.map(name => `without the scope ${name}`)
      };
    }
    function keyOf(scope) {
      return knownScope(isId(scope) ? Number(scope) : scope)?.short ?? String(scope).toLowerCase();
    }
    const isId = scope => /^\d+$/.test(String(scope));
    function mayNameAnId(scope) {
      const {v2: v2 = scope} = knownScope(scope) ?? {};
      return !isId(scope) && v2 === scope;
    }
    function compareAddresses(told, asked) {
      const granted = told.filter(external_node_net_namespaceObject.isIPv4);
      const isAny = told.length === 0;
      if (asked.length === 0) return {
        granted: granted,
        more: [],
        less: isAny ? [] : [ `for use from ${told.join(", ")} only` ]
      };
      if (isAny) return {
        granted: granted,
        more: [ "use from any address" ],
        less: []
      };
      const extra = told.filter(address => !asked.includes(address));
      const missing = asked.filter(address => !told.includes(address));
      return {
        granted: granted,
        more: extra.map(address => `use from the address ${address}`),
        less: missing.map(address => `without the address ${address}`)
      };
    }
    function compareExpiry(told, asked) {
      if (told === "never") return {
        granted: asked,
        more: [ "no expiry" ],
        less: []
      };
      const times = [ `expiry at ${utcSeconds(told)} instead of ${utcSeconds(asked)}` ];
      return {
        granted: told,
        more: told - asked >= SECOND ? times : [],
        less: asked - told >= SECOND ? times : []
      };
    }
    // CONCATENATED MODULE: ./build/token/revoke.js
    const LONGEST_LOOK_PAUSE = 5 * SECOND;
    async function revokeAll(work, tools) {
      const {etoro: etoro, retries: retries, log: log} = tools;
      const ends = new Map;
      let found = [];
      let refusal;
      const find = async () => found = await work.find(etoro, retries.limits());
      const outcome = failure => ({
        ends: ends,
        failure: failure,
        left: found.filter(({userTokenId: userTokenId}) => (ends.get(userTokenId) ?? failure) instanceof Error)
      });
      try {
        for (let looks = 0; ;) {
          const round = await revokeOnce(find, ends, tools);
          refusal ??= round.refusal;
          if (work.isDone(round)) return outcome(refusal ?? round.failure);
          if (round.revoked > 0) retries.progress();
          if (round.failure) {
            await retries.waitAfter(round.failure, "trying again to revoke");
            continue;
          }
          if (looks === 0) log.info("eToro may still make a token of this step. Looking for it again.");
          await retries.pause(Math.min(LONGEST_LOOK_PAUSE, SECOND / 2 * 2 ** looks++));
        }
      } catch (error) {
        return outcome(error instanceof Error ? error : new Error(String(error)));
      }
    }
    async function revokeOnce(find, ends, tools) {
      const askedAt = tools.clock.elapsed();
      let revoked = 0;
      let failure;
      let refusal;
      try {
        for (const token of await find()) {
          if (ends.has(token.userTokenId)) continue;
          const end = await tryToRevoke(token, tools);
          if (!(end instanceof EtoroError)) {
            revoked++;
            ends.set(token.userTokenId, end);
            continue;
          }
          const {cause: cause, next: next} = verdictOf(end);
          if (next === "wait") failure ??= end; else {
            refusal ??= end;
            ends.set(token.userTokenId, end);
          }
          if (cause === "rate-limit") break;
        }
      } catch (error) {
        if (!(error instanceof EtoroError) || verdictOf(error).next !== "wait") throw error;
        failure = error;
      }
      return {
        askedAt: askedAt,
        revoked: revoked,
        failure: failure,
        refusal: refusal
      };
    }
    async function tryToRevoke({userTokenId: userTokenId, userTokenName: userTokenName, expiresAt: expiresAt}, {etoro: etoro, etoroClock: etoroClock, retries: retries, log: log}) {
      const name = quote(userTokenName || userTokenId);
      try {
        const end = await etoro.revokeUserToken(userTokenId, retries.limits());
        const isGone = end === "gone";
        log.info(isGone ? `The user token ${name} is gone already.` : `Revoked the user token ${name}.`);
        return end;
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        if (!etoroClock.isPast(expiresAt)) return error;
        log.info(`The user token ${name} has expired.`);
        return "expired";
      }
    }
    // CONCATENATED MODULE: ./build/token/work.js
    const SLOWEST_CREATE = 25 * SECOND;
    const NOT_ENDED = {
      uncertainAt: 1 / 0
    };
    const isComplete = ({failure: failure}) => failure === void 0;
    function isSettledSince(sentAt) {
      return ({askedAt: askedAt, revoked: revoked, failure: failure}) => revoked === 0 && failure === void 0 && askedAt - sentAt > SLOWEST_CREATE;
    }
    function these(tokens) {
      return {
        find: () => Promise.resolve(tokens),
        isDone: isComplete
      };
    }
    function sweep(family, isDone, keptId) {
      return {
        isDone: isDone,
        async find(etoro, limits) {
          const listed = await etoro.listUserTokens(limits);
          return listed.filter(({userTokenId: userTokenId, userTokenName: userTokenName}) => userTokenId !== keptId && parseName(userTokenName)?.family === family);
        }
      };
    }
    function worksOf(family, {token: token, keptId: keptId, uncertainAt: uncertainAt}, isDone) {
      return [ ...token ? [ these([ token ]) ] : [], ...uncertainAt === void 0 ? [] : [ sweep(family, isDone, keptId) ] ];
    }
    function worksLeft(family, made, clock, etoroClock) {
      const isSettled = isSettledSince(Math.min(made.uncertainAt ?? 0, clock.elapsed()));
      return worksOf(family, made, round => etoroClock.isPast(made.expiresAt) || isSettled(round));
    }
    // CONCATENATED MODULE: ./build/token/life.js
    const MOST_LOST = 3;
    const LONGEST_CLEAN_UP = 4.5 * SECOND;
    function startLife(family, tools) {
      const {etoro: etoro, clock: clock, log: log, retries: retries} = tools;
      let made = {};
      let lost = 0;
      const lose = uncertainAt => {
        lost++;
        made = {
          ...made,
          uncertainAt: uncertainAt
        };
      };
      return {
        async create(order) {
          const limits = retries.limits();
          const {userTokenName: userTokenName, expiresAt: expiresAt} = order;
          const sentAt = clock.elapsed();
          made = {
            ...made,
            expiresAt: Math.max(expiresAt, made.expiresAt ?? 0)
          };
          try {
            const created = await etoro.createUserToken(order, limits);
            made = {
              ...made,
              token: {
                userTokenId: created.userTokenId,
                userTokenName: userTokenName,
                expiresAt: expiresAt
              }
            };
            return created;
          } catch (error) {
            if (!(error instanceof EtoroError) || verdictOf(error).mayHaveWorked) lose(sentAt);
            throw error;
          }
        },
        async settle(cause, most = MOST_LOST) {
          if (lost < most) return false;
          const isSettled = isSettledSince(made.uncertainAt ?? 0);
          const work = sweep(family, round => {
            lost = isSettled(round) ? 0 : Math.max(0, lost - round.revoked);
            return round.refusal !== void 0 || lost < most;
          });
          const {failure: failure} = await revokeAll(work, tools);
          if (failure && lost >= most) throw alsoFailed(cause, "Looking for lost tokens", failure);
          return true;
        },
        async cleanUp(signal = (new AbortController).signal) {
          const inTime = tools.startRetries(startBudget(LONGEST_CLEAN_UP, clock), signal);
          const works = worksOf(family, made, isComplete);
          made = {
            ...made,
            token: void 0
          };
          for (const work of works) {
            const {failure: failure} = await revokeAll(work, {
              ...tools,
              retries: inTime
            });
            if (!failure) continue;
            lose(made.uncertainAt ?? clock.elapsed());
            log.info(`${failure.message.replace(/\.$/, "")}. The post step, if there is one, tries again to revoke.`);
          }
        },
        end() {
          const {token: token, ...rest} = made;
          tools.end(token && isKeptFamily(family) ? {
            ...rest,
            keptId: token.userTokenId
          } : made);
        }
      };
    }
    // CONCATENATED MODULE: ./build/token/make-room.js
    const MOST_REVOKED_AT_ONCE = 10;
    function hasExpired({expiresAt: expiresAt}, clock, etoroClock) {
      return expiresAt !== void 0 && expiresAt < clock.now() && etoroClock.isPast(expiresAt);
    }
    async function makeRoom(full, tools) {
      const {etoro: etoro, etoroClock: etoroClock, clock: clock, log: log} = tools;
      let hasTried = false;
      let finding;
      const {failure: failure, ends: ends} = await revokeAll({
        async find(_etoro, limits) {
          const listed = await etoro.listUserTokens(limits);
          const expired = listed.filter(token => hasExpired(token, clock, etoroClock));
          const removable = expired.filter(({userTokenName: userTokenName}) => parseName(userTokenName));
          if (!hasTried && removable.length === 0) finding = tally(listed.length, expired.length); else if (!hasTried) log.info("The portfolio is full. Revoking tokens of this action that have expired.");
          hasTried = true;
          return removable.slice(0, MOST_REVOKED_AT_ONCE).map(({userTokenId: userTokenId, userTokenName: userTokenName}) => ({
            userTokenId: userTokenId,
            userTokenName: userTokenName
          }));
        },
        isDone: isComplete
      }, tools);
      if (finding !== void 0) throw full.with(finding);
      if (failure && [ ...ends.values() ].every(end => end instanceof Error)) throw alsoFailed(full, "Making room", failure);
    }
    function tally(tokens, expired) {
      const count = tokens === 1 ? "1 token" : `${tokens} tokens`;
      return `It has ${count}, ${expired} of them expired, and none that this action may revoke by itself (expired, and with a name of this action's form).`;
    }
    // CONCATENATED MODULE: ./build/token/issue.js
    const MOST_CLEANUPS = 3;
    async function issueUserToken(request, handOut, signal, tools) {
      const life = startLife(request.family, tools);
      try {
        const issued = await create(request, life, signal, tools);
        assertGranted(issued, tools.secrets, tools.log);
        signal.throwIfAborted();
        handOut(issued);
        life.end();
      } catch (error) {
        await life.cleanUp();
        life.end();
        throw error;
      }
    }
    async function create({family: family, scopes: scopes, ipsWhitelist: ipsWhitelist, expiresIn: expiresIn}, life, signal, tools) {
      const {etoroClock: etoroClock, clock: clock, retries: retries} = tools;
      for (let tries = 1, cleanups = 0; ;tries++) {
        const correction = etoroClock.correction();
        const isCorrected = () => etoroClock.correction() !== correction;
        const expiresAt = clock.now() + correction + expiresIn;
        const userTokenName = nameOf(family, tries);
        const order = {
          userTokenName: userTokenName,
          scopes: scopes,
          ipsWhitelist: ipsWhitelist,
          expiresAt: expiresAt
        };
        try {
          const created = await life.create(order);
          if (!isCorrected()) return {
            ...created,
            userTokenName: userTokenName,
            granted: compareGrant(created.granted, order)
          };
          await life.cleanUp(signal);
        } catch (error) {
          if (!(error instanceof EtoroError)) throw error;
          const {cause: cause, next: next} = verdictOf(error);
          if (cause === "refused" && isCorrected()) continue;
          if (next === "stop") throw error;
          if (next === "wait") {
            await retries.waitAfter(error, `try ${tries + 1} to create the token`);
            await life.settle(error);
          } else if (!await life.settle(error, 1)) {
            if (cleanups++ === MOST_CLEANUPS) throw error;
            await makeRoom(error, tools);
          }
        }
      }
    }
    function assertGranted({granted: {more: more, less: less}, call: {requestId: requestId}}, secrets, log) {
      const listed = texts => secrets.foreignText(texts.join("; "));
      if (more.length > 0) throw new Error(`eToro granted more than was asked for: ${listed(more)} (request id ${requestId}). The token is not used. This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`);
      if (less.length > 0) log.warning(`eToro does not confirm all that was asked for: ${listed(less)}.`);
    }
    // CONCATENATED MODULE: ./build/main.js
    async function run() {
      process.exitCode = 1;
      await runProgram("step", makeToken, (message, log) => {
        log.error(`There is no user token. ${message}`);
        process.exitCode = 1;
      });
    }
    async function makeToken(program) {
      const {log: log, secrets: secrets, signal: signal} = program;
      const inputs = readStepInputs(program);
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys, scopes: scopes, expiresIn: expiresIn} = inputs;
      const budget = startBudget(inputs.timeout, systemClock);
      const unknown = unknownScopes(scopes).join(", ");
      if (unknown !== "") log.notice(`This action does not know ${unknown} in scopes. It is passed on: check its meaning.`);
      const family = startFamily(workflowRun(), inputs.label, !inputs.revoke);
      const end = startNote({
        apiUrl: apiUrl,
        agentPortfolioId: agentPortfolioId,
        family: family,
        expiresIn: expiresIn
      }, keys.userKey);
      const [ipsWhitelist, connection] = await Promise.all([ allowedAddresses(inputs.runnerIp, {
        apiUrl: apiUrl,
        ipServices: inputs.ipServices,
        tradesRealMoney: tradesRealMoney(scopes)
      }, {
        send: send,
        timeout: budget.remaining(),
        signal: signal,
        secrets: secrets,
        log: log,
        clock: systemClock,
        random: Math.random
      }), connect(inputs, program, off => {
        warnOfClock(off, log);
      }) ]).catch(error => {
        end({});
        throw error;
      });
      const retries = connection.startRetries(budget);
      const handOut = issued => {
        setOutputs(issued);
        if (inputs.exportEnv) exportToEnvironment(keys, issued, log);
        process.exitCode = 0;
        const rows = describe(issued, inputs.revoke);
        logIssued(rows, log);
        const {retirement: retirement} = issued;
        if (retirement) tellRetirement(retirement, scopes.apiVersion, systemClock.now(), log);
        if (inputs.summary) addSummary("eToro user token", [ "", "" ], rows, program);
      };
      const request = {
        family: family,
        scopes: scopes,
        ipsWhitelist: ipsWhitelist,
        expiresIn: expiresIn
      };
      await issueUserToken(request, handOut, signal, {
        ...connection,
        retries: retries,
        end: end
      });
    }
    // CONCATENATED MODULE: ./build/runner/post-target.js
    const reasons = "If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.";
    const proxyVariables = [ "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY" ];
    function readPostTarget(note, {keys: given, secrets: secrets}) {
      const reader = startReading(commonDefaults, secrets);
      const apiUrl = readApiUrl(reader);
      if (!note.isProxied) for (const name of proxyVariables) Reflect.deleteProperty(process.env, name);
      checkProxies(reader, [ apiUrl ]);
      const keys = readKeys(reader, given);
      const inputs = reader.complete({
        keys: keys,
        apiUrl: apiUrl
      }, keys ? "" : `\n${reasons}`);
      const nothingSent = why => new Error(`${why}, so nothing was sent. ${reasons}`);
      if (inputs.apiUrl.href !== note.apiUrl) throw nothingSent(`The input api-url of the post step is ${inputs.apiUrl.href}, and the step used ${note.apiUrl}`);
      if (!isKeyOf(note, inputs.keys.userKey)) throw nothingSent("The user key of the post step is not the one that made the token");
      return {
        ...inputs,
        agentPortfolioId: note.agentPortfolioId
      };
    }
    // CONCATENATED MODULE: ./build/post.js
    const LONGEST_REVOKING = 150 * SECOND;
    const LAST_TRY = 4.5 * SECOND;
    async function post_run() {
      await runProgram("post step", revokeTokens, (message, log) => {
        log.warning(`The post step could not revoke. ${message}`);
        process.exitCode = 0;
      });
    }
    async function revokeTokens(program) {
      const {log: log} = program;
      const note = readNote();
      const left = note?.made ?? NOT_ENDED;
      if (!note || !left.token && left.uncertainAt === void 0) {
        log.info("There is nothing to revoke.");
        return;
      }
      if (!note.made) await stopStep(note.process, systemClock);
      const warn = (failure, tokens) => {
        log.warning(leftTokensMessage(failure, tokens, note));
      };
      try {
        const connection = await connect(readPostTarget(note, program), program);
        const {etoroClock: etoroClock} = connection;
        const revoke = startRevoking(connection, program.signal);
        for (const work of worksLeft(note.family, left, systemClock, etoroClock)) {
          const outcome = await revoke(work);
          if (outcome.failure && !etoroClock.isPast(left.expiresAt)) warn(outcome.failure, outcome.left);
        }
      } catch (error) {
        warn(error, left.token ? [ left.token ] : []);
      }
    }
    function startRevoking(connection, signal) {
      const {startRetries: startRetries} = connection;
      const retries = startRetries(startBudget(LONGEST_REVOKING, systemClock));
      let lastTry;
      return async work => {
        const outcome = await revokeAll(work, {
          ...connection,
          retries: retries
        });
        if (!outcome.failure || !signal.aborted) return outcome;
        lastTry ??= startRetries(startBudget(LAST_TRY, systemClock), (new AbortController).signal);
        return await revokeAll(work, {
          ...connection,
          retries: lastTry
        });
      };
    }
    // CONCATENATED MODULE: ./build/runner/finished-runs.js
    const raiseTimeout = "Raise the input timeout, or run this less often.";
    const checkWay = "Check the network of this runner and its proxy (https_proxy), or try again later.";
    const MOST_TRIES = 3;
    const RUNS = "GET /repos/{owner}/{repo}/actions/runs";
    async function whichRuns(runs, listed, tools) {
      if (!runs) return {
        isOfRun: () => false
      };
      const {repository: repository} = runs;
      if ("runId" in runs) return {
        isOfRun: name => name.repository === repository && name.runId === runs.runId
      };
      const {log: log, secrets: secrets, signal: signal} = tools;
      const over = new Set;
      const found = new Map;
      try {
        const ask = await connectGitHub(runs.github, tools);
        for (const {userTokenId: userTokenId, userTokenName: userTokenName} of listed) {
          const name = parseName(userTokenName);
          if (name?.repository !== repository || name.runId === 0 || name.isKept) continue;
          const {family: family, runId: runId, runAttempt: runAttempt} = name;
          const run = found.get(runId) ?? await findRun(runId, found.size > 0, ask);
          found.set(runId, run);
          const {status: status, attempt: attempt} = run;
          const isRunAgain = runAttempt > 0 && runAttempt < attempt;
          if (isRunAgain || run === deleted || status === "completed" && runAttempt <= attempt) over.add(family);
          const said = (isRunAgain ? `attempt ${attempt} is ` : "") + secrets.foreignText(status, 40);
          const shown = secrets.foreignText(userTokenName, 200);
          log.info(`${userTokenId} ${shown}: run ${runId}, attempt ${runAttempt}. GitHub says: ${said}.`);
        }
        return {
          isOfRun: ({family: family}) => over.has(family)
        };
      } catch (error) {
        signal.throwIfAborted();
        return {
          isOfRun: () => false,
          noWord: error instanceof Error ? error.message : String(error)
        };
      }
    }
    const deleted = {
      status: "deleted",
      attempt: 0
    };
    async function findRun(run_id, mayRead, ask) {
      const run = await ask(`${RUNS}/{run_id}`, {
        run_id: run_id,
        exclude_pull_requests: true
      });
      if (run) {
        const {id: id, status: status, run_attempt: attempt} = run;
        if (id === run_id && typeof status === "string" && typeof attempt === "number") return {
          status: status,
          attempt: attempt
        };
        throw noWord("GitHub answered without a workflow run", checkWay);
      }
      if (mayRead || Array.isArray((await ask(RUNS, {
        per_page: 1
      }))?.["workflow_runs"])) return deleted;
      throw notAllowed(404);
    }
    async function connectGitHub({apiUrl: apiUrl, fullName: fullName, token: token}, tools) {
      const {send: send, budget: budget, signal: signal} = tools;
      const fetch = async (address, {headers: headers}) => {
        const url = new URL(address);
        for (let tries = 1; ;tries++) {
          const timeout = Math.min(20 * SECOND, budget.remaining());
          if (timeout === 0) throw noWord("No time is left to ask GitHub", raiseTimeout);
          const answer = await outcomeOf(send({
            method: "GET",
            url: url,
            headers: headers,
            timeout: timeout,
            maxBytes: 2 ** 20
          }, signal));
          if (!(answer instanceof TransportError) && (answer.status < 400 || answer.status === 404)) {
            const {status: status, headers: head, body: body} = answer;
            return {
              status: status,
              headers: new Map(Object.entries(head)),
              text: () => Promise.resolve(body)
            };
          }
          await waitForGitHub(answer, tries, url, tools);
        }
      };
      const {getOctokit: getOctokit} = await loadGitHub();
      const request = {
        fetch: fetch,
        log: {
          warn: () => {}
        }
      };
      const octokit = getOctokit(token.reveal(), {
        baseUrl: apiUrl.href.replace(/\/+$/, ""),
        request: request
      });
      const [owner, repo] = fullName.split("/");
      return async (route, parameters) => {
        try {
          return asObject((await octokit.request(route, {
            owner: owner,
            repo: repo,
            ...parameters
          })).data);
        } catch (error) {
          const {status: status, response: response} = asObject(error);
          if (status !== 404) throw error;
          if ("message" in asObject(asObject(response)["data"])) return;
          throw noWord("GitHub answered HTTP 404", checkWay);
        }
      };
    }
    async function waitForGitHub(failure, tries, {host: host}, {budget: budget, clock: clock, log: log, random: random, signal: signal}) {
      const isLost = failure instanceof TransportError;
      const what = isLost ? `No answer from ${host}: ${failure.message}` : `GitHub answered HTTP ${failure.status}`;
      const limit = isLost ? void 0 : waitOfLimit(failure, clock.now());
      if (limit === void 0) {
        if (!isLost && (failure.status === 401 || failure.status === 403)) throw notAllowed(failure.status);
        const mayPass = isLost ? failure.mayPass : failure.status >= 500;
        if (!mayPass || tries >= MOST_TRIES) throw noWord(what, checkWay);
      }
      const pause = pauseWithin(budget, limit ?? 0, backoff(tries, random));
      if (pause === void 0) {
        const times = `It takes ${formatDuration(limit ?? SECOND)} until it can be asked again, and ${formatDuration(budget.remaining())} of ${formatDuration(budget.total)} are left`;
        throw noWord(`${what}. ${times}`, raiseTimeout);
      }
      log.info(`${what}. Waiting ${formatDuration(pause)} before asking again.`);
      await clock.sleep(pause, signal);
    }
    function waitOfLimit({status: status, headers: headers, body: body}, now) {
      const isUsedUp = headers["x-ratelimit-remaining"] === "0";
      const isTold = isUsedUp || "retry-after" in headers || /rate limit/i.test(body);
      if (status !== 429 && !(status === 403 && isTold)) return;
      return Math.max(SECOND, retryAfter(headers, now, isUsedUp) ?? MINUTE);
    }
    function notAllowed(status) {
      return noWord(`GitHub does not let this job read the workflow runs (HTTP ${status})`, "Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read");
    }
    function noWord(why, advice) {
      return new Error(`${why}. So run: finished revokes nothing. ${advice}`);
    }
    // CONCATENATED MODULE: ./build/runner/revoke-inputs.js
    const DEFAULT_API = "https://api.github.com";
    const revokeDefaults = {
      ...commonDefaults,
      expired: "false",
      "dry-run": "false"
    };
    function readRevokeInputs({keys: given, secrets: secrets}) {
      const reader = startReading(revokeDefaults, secrets);
      const inputs = {
        ...readCommon(reader, given),
        tokenIds: reader.take("token-ids", text => parseList(text, item => parseUuid(item, "user token"))),
        runs: readRuns(reader, secrets),
        expired: reader.take("expired", parseBoolean),
        dryRun: reader.take("dry-run", parseBoolean)
      };
      if (inputs.tokenIds?.length === 0 && inputs.runs === null && inputs.expired === false) reader.add("token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, run: finished, or expired: true.");
      const {apiUrl: apiUrl, runs: runs} = inputs;
      checkProxies(reader, [ apiUrl, runs && "github" in runs ? runs.github.apiUrl : void 0 ]);
      checkFiles(reader, [ "GITHUB_OUTPUT" ]);
      return reader.complete(inputs);
    }
    function readRuns(reader, secrets) {
      const run = reader.take("run", parseRun);
      const {repository: repository} = workflowRun();
      if (typeof run === "number") return {
        repository: repository,
        runId: run
      };
      if (run !== "finished") return run;
      const given = takeSecret("github-token", secrets);
      const token = reader.required("github-token", given, "${{ github.token }}");
      const {GITHUB_API_URL: address = DEFAULT_API, GITHUB_REPOSITORY: fullName = ""} = process.env;
      const url = parseServiceUrl(address, {
        query: false,
        example: DEFAULT_API
      });
      if ("problem" in url) reader.add(`GITHUB_API_URL: ${url.problem}`);
      if (!token || "problem" in url) return;
      return {
        repository: repository,
        github: {
          apiUrl: url.value,
          token: token,
          fullName: fullName
        }
      };
    }
    function parseRun(text) {
      if (text === "") return {
        value: null
      };
      const word = text.toLowerCase();
      const isOther = /^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text));
      if (!isOther && word !== "this" && word !== "finished") return {
        problem: `${quote(text)} is not a workflow run. Write this, finished, or the id of a run: the number in the address of its page.`
      };
      const runId = isOther ? Number(text) : workflowRun().runId;
      if (runId === 0 || !process.env["GITHUB_REPOSITORY"]) return {
        problem: "GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job."
      };
      return {
        value: word === "finished" ? word : runId
      };
    }
    // CONCATENATED MODULE: ./build/runner/revoke-outputs.js
    function logSelected(selected, listed, log) {
      const absent = selected.filter(({isListed: isListed}) => !isListed).length;
      const nothing = selected.length === 0 ? " There is nothing to revoke." : "";
      const more = absent > 0 ? ` Ids that are not there: ${absent}.` : "";
      log.info(`User tokens on the portfolio: ${listed}. Matching: ${selected.length - absent}.${nothing}${more}`);
    }
    function setRevokeOutputs(ends) {
      writing("GITHUB_OUTPUT", () => {
        for (const output of [ "revoked", "gone", "failed" ]) {
          const meant = [ ...ends ].filter(([, end]) => (end instanceof Error ? "failed" : end) === output);
          setOutput(output, meant.map(([{userTokenId: userTokenId}]) => userTokenId).join(","));
        }
      });
    }
    function endRows(ends) {
      return [ ...ends ].map(([token, end]) => [ token.userTokenName, token.userTokenId, token.run ?? "", wordsFor(end) ]);
    }
    function logEnds(ends, log) {
      const counts = new Map;
      for (const [token, end] of ends) {
        const kind = end instanceof Error ? "failed" : wordsFor(end);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (end !== "revoked" && end !== "gone") log.info(`${shown(token)}: ${wordsFor(end)}`);
      }
      const parts = [ ...counts ].map(([kind, count]) => `${count} ${kind}`);
      if (parts.length > 0) log.info(`User tokens: ${parts.join(", ")}.`);
    }
    function wordsFor(end) {
      if (end instanceof Error) return `failed: ${end.message}`;
      return end === "gone" ? "gone already" : end;
    }
    // CONCATENATED MODULE: ./build/token/select.js
    function selectTokens(listed, {tokenIds: tokenIds, isOfRun: isOfRun, expired: expired}, isPast, shown) {
      const selected = new Map(tokenIds.map(userTokenId => [ userTokenId, {
        userTokenId: userTokenId,
        userTokenName: "",
        isListed: false
      } ]));
      for (const token of listed) {
        const {userTokenId: userTokenId, userTokenName: userTokenName} = token;
        const name = parseName(userTokenName);
        const isMeant = name && (isOfRun(name) || expired && isPast(token));
        if (!isMeant && !selected.has(userTokenId)) continue;
        const run = name && {
          run: `${name.runId}, attempt ${name.runAttempt}`
        };
        selected.set(userTokenId, {
          userTokenId: userTokenId,
          userTokenName: shown(userTokenName),
          isListed: true,
          ...run
        });
      }
      return [ ...selected.values() ];
    }
    // CONCATENATED MODULE: ./build/revoke.js
    async function revoke_run() {
      process.exitCode = 1;
      await runProgram("action revoke", revokeSelected, (message, log) => {
        log.error(message);
        process.exitCode = 1;
      });
    }
    async function revokeSelected(program) {
      const {log: log, secrets: secrets} = program;
      const inputs = readRevokeInputs(program);
      const connection = await connect(inputs, program);
      const budget = startBudget(inputs.timeout, systemClock);
      const retries = connection.startRetries(budget);
      const listed = await listTokens(inputs, connection, retries);
      const tools = {
        ...connection,
        send: send,
        budget: budget,
        random: Math.random,
        signal: program.signal
      };
      const {isOfRun: isOfRun, noWord: noWord} = await whichRuns(inputs.runs, listed ?? [], tools);
      const selected = selectTokens(listed ?? [], {
        ...inputs,
        isOfRun: isOfRun
      }, token => hasExpired(token, systemClock, connection.etoroClock), name => secrets.foreignText(name, 200));
      if (listed) logSelected(selected, listed.length, log);
      const ends = new Map;
      const outcome = inputs.dryRun ? void 0 : await revokeAll(these(selected), {
        ...connection,
        retries: retries
      });
      for (const token of selected) {
        const dryEnd = token.isListed ? "would be revoked" : "not on the portfolio";
        const end = outcome ? outcome.ends.get(token.userTokenId) ?? outcome.failure : dryEnd;
        if (end) ends.set(token, end);
      }
      logEnds(ends, log);
      if (inputs.summary && ends.size > 0) addSummary("eToro user tokens", [ "Name", "Id", "Run", "What happened" ], endRows(ends), program);
      setRevokeOutputs(ends);
      const failure = notRevokedMessage(ends, noWord);
      if (failure !== "") throw new Error(failure);
      process.exitCode = 0;
    }
    async function listTokens({runs: runs, expired: expired, dryRun: dryRun}, {etoro: {listUserTokens: list}, log: log}, retries) {
      if (runs ?? (expired || dryRun)) return await tryAgain(retries, "listing the tokens again", list);
      try {
        return await list(retries.limits());
      } catch (error) {
        if (!(error instanceof EtoroError) || verdictOf(error).cause === "portfolio-not-found") throw error;
        log.info(`${error.message}. So the names of the user tokens are not known.`);
        return;
      }
    }
    // CONCATENATED MODULE: ./build/index.js
    const main = () => run().finally(exit);
    const post = () => post_run().finally(exit);
    const revoke = () => revoke_run().finally(exit);
  })();
  module.exports = __webpack_exports__;
})();