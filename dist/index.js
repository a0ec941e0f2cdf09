(() => {
  var __webpack_modules__ = {
    770: // COMMONJS MODULE: ./node_modules/tunnel/index.js
    (module, __unused_webpack_exports, __nccwpck_require__) => {
      module.exports = __nccwpck_require__(218);
    },
    218: // COMMONJS MODULE: ./node_modules/tunnel/lib/tunnel.js
    (__unused_webpack_module, exports, __nccwpck_require__) => {
      "use strict";
      __nccwpck_require__(278);
      var tls = __nccwpck_require__(756);
      var http = __nccwpck_require__(611);
      var https = __nccwpck_require__(692);
      var events = __nccwpck_require__(434);
      __nccwpck_require__(613);
      var util = __nccwpck_require__(23);
      exports.httpOverHttp = httpOverHttp;
      exports.httpsOverHttp = httpsOverHttp;
      exports.httpOverHttps = httpOverHttps;
      exports.httpsOverHttps = httpsOverHttps;
      function httpOverHttp(options) {
        var agent = new TunnelingAgent(options);
        agent.request = http.request;
        return agent;
      }
      function httpsOverHttp(options) {
        var agent = new TunnelingAgent(options);
        agent.request = http.request;
        agent.createSocket = createSecureSocket;
        agent.defaultPort = 443;
        return agent;
      }
      function httpOverHttps(options) {
        var agent = new TunnelingAgent(options);
        agent.request = https.request;
        return agent;
      }
      function httpsOverHttps(options) {
        var agent = new TunnelingAgent(options);
        agent.request = https.request;
        agent.createSocket = createSecureSocket;
        agent.defaultPort = 443;
        return agent;
      }
      function TunnelingAgent(options) {
        var self = this;
        self.options = options || {};
        self.proxyOptions = self.options.proxy || {};
        self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
        self.requests = [];
        self.sockets = [];
        self.on("free", function(socket, host, port, localAddress) {
          var options = toOptions(host, port, localAddress);
          for (var i = 0, len = self.requests.length; i < len; ++i) {
            var pending = self.requests[i];
            if (pending.host === options.host && pending.port === options.port) {
              self.requests.splice(i, 1);
              pending.request.onSocket(socket);
              return;
            }
          }
          socket.destroy();
          self.removeSocket(socket);
        });
      }
      util.inherits(TunnelingAgent, events.EventEmitter);
      TunnelingAgent.prototype.addRequest = function(req, host, port, localAddress) {
        var self = this;
        var options = mergeOptions({
          request: req
        }, self.options, toOptions(host, port, localAddress));
        if (self.sockets.length >= this.maxSockets) {
          self.requests.push(options);
          return;
        }
        self.createSocket(options, function(socket) {
          socket.on("free", onFree);
          socket.on("close", onCloseOrRemove);
          socket.on("agentRemove", onCloseOrRemove);
          req.onSocket(socket);
          function onFree() {
            self.emit("free", socket, options);
          }
          function onCloseOrRemove(err) {
            self.removeSocket(socket);
            socket.removeListener("free", onFree);
            socket.removeListener("close", onCloseOrRemove);
            socket.removeListener("agentRemove", onCloseOrRemove);
          }
        });
      };
      TunnelingAgent.prototype.createSocket = function(options, cb) {
        var self = this;
        var placeholder = {};
        self.sockets.push(placeholder);
        var connectOptions = mergeOptions({}, self.proxyOptions, {
          method: "CONNECT",
          path: options.host + ":" + options.port,
          agent: false,
          headers: {
            host: options.host + ":" + options.port
          }
        });
        if (options.localAddress) connectOptions.localAddress = options.localAddress;
        if (connectOptions.proxyAuth) {
          connectOptions.headers = connectOptions.headers || {};
          connectOptions.headers["Proxy-Authorization"] = "Basic " + Buffer.from(connectOptions.proxyAuth).toString("base64");
        }
        debug("making CONNECT request");
        var connectReq = self.request(connectOptions);
        connectReq.useChunkedEncodingByDefault = false;
        connectReq.once("response", onResponse);
        connectReq.once("upgrade", onUpgrade);
        connectReq.once("connect", onConnect);
        connectReq.once("error", onError);
        connectReq.end();
        function onResponse(res) {
          res.upgrade = true;
        }
        function onUpgrade(res, socket, head) {
          process.nextTick(function() {
            onConnect(res, socket, head);
          });
        }
        function onConnect(res, socket, head) {
          connectReq.removeAllListeners();
          socket.removeAllListeners();
          if (res.statusCode !== 200) {
            debug("tunneling socket could not be established, statusCode=%d", res.statusCode);
            socket.destroy();
            var error = new Error("tunneling socket could not be established, " + "statusCode=" + res.statusCode);
            error.code = "ECONNRESET";
            options.request.emit("error", error);
            self.removeSocket(placeholder);
            return;
          }
          if (head.length > 0) {
            debug("got illegal response body from proxy");
            socket.destroy();
            error = new Error("got illegal response body from proxy");
            error.code = "ECONNRESET";
            options.request.emit("error", error);
            self.removeSocket(placeholder);
            return;
          }
          debug("tunneling connection has established");
          self.sockets[self.sockets.indexOf(placeholder)] = socket;
          return cb(socket);
        }
        function onError(cause) {
          connectReq.removeAllListeners();
          debug("tunneling socket could not be established, cause=%s\n", cause.message, cause.stack);
          var error = new Error("tunneling socket could not be established, " + "cause=" + cause.message);
          error.code = "ECONNRESET";
          options.request.emit("error", error);
          self.removeSocket(placeholder);
        }
      };
      TunnelingAgent.prototype.removeSocket = function(socket) {
        var pos = this.sockets.indexOf(socket);
        if (pos === -1) return;
        this.sockets.splice(pos, 1);
        var pending = this.requests.shift();
        if (pending) this.createSocket(pending, function(socket) {
          pending.request.onSocket(socket);
        });
      };
      function createSecureSocket(options, cb) {
        var self = this;
        TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
          var hostHeader = options.request.getHeader("host");
          var tlsOptions = mergeOptions({}, self.options, {
            socket: socket,
            servername: hostHeader ? hostHeader.replace(/:.*$/, "") : options.host
          });
          var secureSocket = tls.connect(0, tlsOptions);
          self.sockets[self.sockets.indexOf(socket)] = secureSocket;
          cb(secureSocket);
        });
      }
      function toOptions(host, port, localAddress) {
        if (typeof host === "string") return {
          host: host,
          port: port,
          localAddress: localAddress
        };
        return host;
      }
      function mergeOptions(target) {
        for (var i = 1, len = arguments.length; i < len; ++i) {
          var overrides = arguments[i];
          if (typeof overrides === "object") {
            var keys = Object.keys(overrides);
            for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
              var k = keys[j];
              if (overrides[k] !== void 0) target[k] = overrides[k];
            }
          }
        }
        return target;
      }
      var debug;
      if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) debug = function() {
        var args = Array.prototype.slice.call(arguments);
        if (typeof args[0] === "string") args[0] = "TUNNEL: " + args[0]; else args.unshift("TUNNEL:");
        console.error.apply(console, args);
      }; else debug = function() {};
    },
    613: module => {
      "use strict";
      module.exports = require("assert");
    },
    434: module => {
      "use strict";
      module.exports = require("events");
    },
    611: module => {
      "use strict";
      module.exports = require("http");
    },
    692: module => {
      "use strict";
      module.exports = require("https");
    },
    278: module => {
      "use strict";
      module.exports = require("net");
    },
    756: module => {
      "use strict";
      module.exports = require("tls");
    },
    23: module => {
      "use strict";
      module.exports = require("util");
    }
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
  var __webpack_exports__ = {};
  (() => {
    "use strict";
    __nccwpck_require__.r(__webpack_exports__);
    __nccwpck_require__.d(__webpack_exports__, {
      main: () => main,
      post: () => post
    });
    // CONCATENATED MODULE: external "node:crypto"
    const external_node_crypto_namespaceObject = require("node:crypto");
    // CONCATENATED MODULE: external "node:http"
    const external_node_http_namespaceObject = require("node:http");
    var external_node_http_default = __nccwpck_require__.n(external_node_http_namespaceObject);
    // CONCATENATED MODULE: external "node:https"
    const external_node_https_namespaceObject = require("node:https");
    var external_node_https_default = __nccwpck_require__.n(external_node_https_namespaceObject);
    var external_http_ = __nccwpck_require__(611);
    var external_http_namespaceObject = __nccwpck_require__.t(external_http_, 2);
    var external_https_ = __nccwpck_require__(692);
    var external_https_namespaceObject = __nccwpck_require__.t(external_https_, 2);
    // CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
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
    var tunnel = __nccwpck_require__(770);
    // CONCATENATED MODULE: ./stubs/undici/index.js
    class ProxyAgent {
      constructor() {
        throw new Error("ProxyAgent is a stub: this action does not bundle undici");
      }
    }
    // CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
    var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve) {
          resolve(value);
        });
      }
      return new (P || (P = Promise))(function(resolve, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    var HttpCodes;
    (function(HttpCodes) {
      HttpCodes[HttpCodes["OK"] = 200] = "OK";
      HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
      HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
      HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
      HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
      HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
      HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
      HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
      HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
      HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
      HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
      HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
      HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
      HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
      HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
      HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
      HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
      HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
      HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
      HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
      HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
      HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
      HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
      HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
      HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
      HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
      HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
    })(HttpCodes || (HttpCodes = {}));
    var Headers;
    (function(Headers) {
      Headers["Accept"] = "accept";
      Headers["ContentType"] = "content-type";
    })(Headers || (Headers = {}));
    var MediaTypes;
    (function(MediaTypes) {
      MediaTypes["ApplicationJson"] = "application/json";
    })(MediaTypes || (MediaTypes = {}));
    const HttpRedirectCodes = [ HttpCodes.MovedPermanently, HttpCodes.ResourceMoved, HttpCodes.SeeOther, HttpCodes.TemporaryRedirect, HttpCodes.PermanentRedirect ];
    const HttpResponseRetryCodes = [ HttpCodes.BadGateway, HttpCodes.ServiceUnavailable, HttpCodes.GatewayTimeout ];
    const RetryableHttpVerbs = [ "OPTIONS", "GET", "DELETE", "HEAD" ];
    const ExponentialBackoffCeiling = 10;
    const ExponentialBackoffTimeSlice = 5;
    class HttpClientError extends Error {
      constructor(message, statusCode) {
        super(message);
        this.name = "HttpClientError";
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
      }
    }
    class HttpClientResponse {
      constructor(message) {
        this.message = message;
      }
      readBody() {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise(resolve => __awaiter(this, void 0, void 0, function*() {
            let output = Buffer.alloc(0);
            this.message.on("data", chunk => {
              output = Buffer.concat([ output, chunk ]);
            });
            this.message.on("end", () => {
              resolve(output.toString());
            });
          }));
        });
      }
      readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise(resolve => __awaiter(this, void 0, void 0, function*() {
            const chunks = [];
            this.message.on("data", chunk => {
              chunks.push(chunk);
            });
            this.message.on("end", () => {
              resolve(Buffer.concat(chunks));
            });
          }));
        });
      }
    }
    class lib_HttpClient {
      constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
          if (requestOptions.ignoreSslError != null) this._ignoreSslError = requestOptions.ignoreSslError;
          this._socketTimeout = requestOptions.socketTimeout;
          if (requestOptions.allowRedirects != null) this._allowRedirects = requestOptions.allowRedirects;
          if (requestOptions.allowRedirectDowngrade != null) this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
          if (requestOptions.maxRedirects != null) this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
          if (requestOptions.keepAlive != null) this._keepAlive = requestOptions.keepAlive;
          if (requestOptions.allowRetries != null) this._allowRetries = requestOptions.allowRetries;
          if (requestOptions.maxRetries != null) this._maxRetries = requestOptions.maxRetries;
        }
      }
      options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("OPTIONS", requestUrl, null, additionalHeaders || {});
        });
      }
      get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("GET", requestUrl, null, additionalHeaders || {});
        });
      }
      del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("DELETE", requestUrl, null, additionalHeaders || {});
        });
      }
      post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("POST", requestUrl, data, additionalHeaders || {});
        });
      }
      patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("PATCH", requestUrl, data, additionalHeaders || {});
        });
      }
      put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("PUT", requestUrl, data, additionalHeaders || {});
        });
      }
      head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("HEAD", requestUrl, null, additionalHeaders || {});
        });
      }
      sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request(verb, requestUrl, stream, additionalHeaders);
        });
      }
      getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function*(requestUrl, additionalHeaders = {}) {
          additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
          const res = yield this.get(requestUrl, additionalHeaders);
          return this._processResponse(res, this.requestOptions);
        });
      }
      postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
          const data = JSON.stringify(obj, null, 2);
          additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
          additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
          const res = yield this.post(requestUrl, data, additionalHeaders);
          return this._processResponse(res, this.requestOptions);
        });
      }
      putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
          const data = JSON.stringify(obj, null, 2);
          additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
          additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
          const res = yield this.put(requestUrl, data, additionalHeaders);
          return this._processResponse(res, this.requestOptions);
        });
      }
      patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
          const data = JSON.stringify(obj, null, 2);
          additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
          additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
          const res = yield this.patch(requestUrl, data, additionalHeaders);
          return this._processResponse(res, this.requestOptions);
        });
      }
      request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function*() {
          if (this._disposed) throw new Error("Client has already been disposed.");
          const parsedUrl = new URL(requestUrl);
          let info = this._prepareRequest(verb, parsedUrl, headers);
          const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb) ? this._maxRetries + 1 : 1;
          let numTries = 0;
          let response;
          do {
            response = yield this.requestRaw(info, data);
            if (response && response.message && response.message.statusCode === HttpCodes.Unauthorized) {
              let authenticationHandler;
              for (const handler of this.handlers) if (handler.canHandleAuthentication(response)) {
                authenticationHandler = handler;
                break;
              }
              if (authenticationHandler) return authenticationHandler.handleAuthentication(this, info, data); else return response;
            }
            let redirectsRemaining = this._maxRedirects;
            while (response.message.statusCode && HttpRedirectCodes.includes(response.message.statusCode) && this._allowRedirects && redirectsRemaining > 0) {
              const redirectUrl = response.message.headers["location"];
              if (!redirectUrl) break;
              const parsedRedirectUrl = new URL(redirectUrl);
              if (parsedUrl.protocol === "https:" && parsedUrl.protocol !== parsedRedirectUrl.protocol && !this._allowRedirectDowngrade) throw new Error("Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.");
              yield response.readBody();
              if (parsedRedirectUrl.hostname !== parsedUrl.hostname) for (const header in headers) if (header.toLowerCase() === "authorization") delete headers[header];
              info = this._prepareRequest(verb, parsedRedirectUrl, headers);
              response = yield this.requestRaw(info, data);
              redirectsRemaining--;
            }
            if (!response.message.statusCode || !HttpResponseRetryCodes.includes(response.message.statusCode)) return response;
            numTries += 1;
            if (numTries < maxTries) {
              yield response.readBody();
              yield this._performExponentialBackoff(numTries);
            }
          } while (numTries < maxTries);
          return response;
        });
      }
      dispose() {
        if (this._agent) this._agent.destroy();
        this._disposed = true;
      }
      requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise((resolve, reject) => {
            function callbackForResult(err, res) {
              if (err) reject(err); else if (!res) reject(new Error("Unknown error")); else resolve(res);
            }
            this.requestRawWithCallback(info, data, callbackForResult);
          });
        });
      }
      requestRawWithCallback(info, data, onResult) {
        if (typeof data === "string") {
          if (!info.options.headers) info.options.headers = {};
          info.options.headers["Content-Length"] = Buffer.byteLength(data, "utf8");
        }
        let callbackCalled = false;
        function handleResult(err, res) {
          if (!callbackCalled) {
            callbackCalled = true;
            onResult(err, res);
          }
        }
        const req = info.httpModule.request(info.options, msg => {
          const res = new HttpClientResponse(msg);
          handleResult(void 0, res);
        });
        let socket;
        req.on("socket", sock => {
          socket = sock;
        });
        req.setTimeout(this._socketTimeout || 3 * 6e4, () => {
          if (socket) socket.end();
          handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on("error", function(err) {
          handleResult(err);
        });
        if (data && typeof data === "string") req.write(data, "utf8");
        if (data && typeof data !== "string") {
          data.on("close", function() {
            req.end();
          });
          data.pipe(req);
        } else req.end();
      }
      getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
      }
      getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) return;
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
      }
      _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === "https:";
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port ? parseInt(info.parsedUrl.port) : defaultPort;
        info.options.path = (info.parsedUrl.pathname || "") + (info.parsedUrl.search || "");
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) info.options.headers["user-agent"] = this.userAgent;
        info.options.agent = this._getAgent(info.parsedUrl);
        if (this.handlers) for (const handler of this.handlers) handler.prepareRequest(info.options);
        return info;
      }
      _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        return lowercaseKeys(headers || {});
      }
      _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
          const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
          if (headerValue) clientHeader = typeof headerValue === "number" ? headerValue.toString() : headerValue;
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== void 0) return typeof additionalValue === "number" ? additionalValue.toString() : additionalValue;
        if (clientHeader !== void 0) return clientHeader;
        return _default;
      }
      _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
          const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
          if (headerValue) if (typeof headerValue === "number") clientHeader = String(headerValue); else if (Array.isArray(headerValue)) clientHeader = headerValue.join(", "); else clientHeader = headerValue;
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        if (additionalValue !== void 0) if (typeof additionalValue === "number") return String(additionalValue); else if (Array.isArray(additionalValue)) return additionalValue.join(", "); else return additionalValue;
        if (clientHeader !== void 0) return clientHeader;
        return _default;
      }
      _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) agent = this._proxyAgent;
        if (!useProxy) agent = this._agent;
        if (agent) return agent;
        const usingSsl = parsedUrl.protocol === "https:";
        let maxSockets = 100;
        if (this.requestOptions) maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        if (proxyUrl && proxyUrl.hostname) {
          const agentOptions = {
            maxSockets: maxSockets,
            keepAlive: this._keepAlive,
            proxy: Object.assign(Object.assign({}, (proxyUrl.username || proxyUrl.password) && {
              proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
            }), {
              host: proxyUrl.hostname,
              port: proxyUrl.port
            })
          };
          let tunnelAgent;
          const overHttps = proxyUrl.protocol === "https:";
          if (usingSsl) tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp; else tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
          agent = tunnelAgent(agentOptions);
          this._proxyAgent = agent;
        }
        if (!agent) {
          const options = {
            keepAlive: this._keepAlive,
            maxSockets: maxSockets
          };
          agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
          this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) agent.options = Object.assign(agent.options || {}, {
          rejectUnauthorized: false
        });
        return agent;
      }
      _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) proxyAgent = this._proxyAgentDispatcher;
        if (proxyAgent) return proxyAgent;
        const usingSsl = parsedUrl.protocol === "https:";
        proxyAgent = new ProxyAgent(Object.assign({
          uri: proxyUrl.href,
          pipelining: !this._keepAlive ? 0 : 1
        }, (proxyUrl.username || proxyUrl.password) && {
          token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString("base64")}`
        }));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
          rejectUnauthorized: false
        });
        return proxyAgent;
      }
      _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || "actions/http-client";
        const orchId = process.env["ACTIONS_ORCHESTRATION_ID"];
        if (orchId) {
          const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, "_");
          return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
      }
      _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function*() {
          retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
          const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
          return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
      }
      _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function*() {
            const statusCode = res.message.statusCode || 0;
            const response = {
              statusCode: statusCode,
              result: null,
              headers: {}
            };
            if (statusCode === HttpCodes.NotFound) resolve(response);
            function dateTimeDeserializer(key, value) {
              if (typeof value === "string") {
                const a = new Date(value);
                if (!isNaN(a.valueOf())) return a;
              }
              return value;
            }
            let obj;
            let contents;
            try {
              contents = yield res.readBody();
              if (contents && contents.length > 0) {
                if (options && options.deserializeDates) obj = JSON.parse(contents, dateTimeDeserializer); else obj = JSON.parse(contents);
                response.result = obj;
              }
              response.headers = res.message.headers;
            } catch (err) {}
            if (statusCode > 299) {
              let msg;
              if (obj && obj.message) msg = obj.message; else if (contents && contents.length > 0) msg = contents; else msg = `Failed request: (${statusCode})`;
              const err = new HttpClientError(msg, statusCode);
              err.result = response.result;
              reject(err);
            } else resolve(response);
          }));
        });
      }
    }
    const lowercaseKeys = obj => Object.keys(obj).reduce((c, k) => (c[k.toLowerCase()] = obj[k], 
    c), {});
    // CONCATENATED MODULE: ./build/http/send.js
    class TransportError extends Error {
      name="TransportError";
      mayHaveArrived;
      mayPass;
      constructor(message, {mayHaveArrived: mayHaveArrived, mayPass: mayPass}) {
        super(message);
        this.mayHaveArrived = mayHaveArrived;
        this.mayPass = mayPass;
      }
    }
    const send = async (request, signal) => {
      const end = new AbortController;
      const stop = AbortSignal.any([ signal, end.signal ]);
      const deadline = setTimeout(() => {
        end.abort(maybeArrived(`no whole answer came within ${(request.timeout / 1e3).toFixed(1)} s`));
      }, request.timeout);
      try {
        stop.throwIfAborted();
        return await Promise.race([ aborted(stop), exchange(request, stop) ]);
      } finally {
        clearTimeout(deadline);
        end.abort();
      }
    };
    function aborted(signal) {
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
        });
      });
    }
    async function exchange(request, signal) {
      const {url: url, method: method, headers: headers, maxBytes: maxBytes, family: family} = request;
      let message;
      try {
        const client = new lib_HttpClient;
        const response = await client.requestRaw({
          parsedUrl: url,
          httpModule: url.protocol === "https:" ? external_node_https_default() : external_node_http_default(),
          options: {
            protocol: url.protocol,
            host: url.hostname.replace(/^\[|\]$/g, ""),
            port: url.port || (url.protocol === "https:" ? 443 : 80),
            path: url.pathname + url.search,
            method: method,
            headers: {
              "user-agent": "etoro-user-token-action",
              ...headers
            },
            agent: client.getAgent(url.href),
            signal: signal,
            ...family && {
              family: family
            }
          }
        }, request.body ?? null);
        message = response.message;
      } catch (error) {
        throw transportError(error);
      }
      const chunks = [];
      let bytes = 0;
      try {
        const body = message;
        for await (const chunk of body) {
          bytes += chunk.length;
          if (bytes > maxBytes) break;
          chunks.push(chunk);
        }
      } catch {
        throw maybeArrived("the connection broke off inside the answer");
      }
      if (bytes > maxBytes) throw maybeArrived(`the answer is larger than ${maxBytes} bytes`, {
        mayPass: false
      });
      return {
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: Buffer.concat(chunks).toString("utf8")
      };
    }
    const maybeArrived = (message, {mayPass: mayPass} = {
      mayPass: true
    }) => new TransportError(message, {
      mayHaveArrived: true,
      mayPass: mayPass
    });
    const neverArrived = (message, {mayPass: mayPass} = {
      mayPass: true
    }) => new TransportError(message, {
      mayHaveArrived: false,
      mayPass: mayPass
    });
    function transportError(error) {
      const [cause] = error instanceof AggregateError ? error.errors : [ error ];
      if (!(cause instanceof Error)) return maybeArrived("the connection failed");
      const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
      const syscall = "syscall" in cause ? cause.syscall : void 0;
      const proxyStatus = /^tunneling socket could not be established, statusCode=(\d+)/.exec(cause.message);
      if (proxyStatus) {
        const status = Number(proxyStatus[1]);
        return neverArrived(`the proxy refused to connect (HTTP ${status})`, {
          mayPass: status >= 500
        });
      }
      if (cause.message.startsWith("tunneling socket could not be established")) return neverArrived("the proxy could not be reached");
      if (code === "ERR_INVALID_URL") return neverArrived("the proxy variable in the environment is not a URL", {
        mayPass: false
      });
      if (syscall === "getaddrinfo") return neverArrived(`the host name could not be resolved (${code})`);
      if (syscall === "connect") return neverArrived(`the connection could not be made (${code})`);
      if (/CERT|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) return neverArrived(`the server's certificate was not accepted (${code})`, {
        mayPass: false
      });
      const reason = `${code} ${cause.message}`.replaceAll(" ", "_");
      if (/WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE/i.test(reason)) return neverArrived(`the server does not speak TLS as expected (${code})`, {
        mayPass: false
      });
      return maybeArrived(`the connection broke off (${code})`);
    }
    // CONCATENATED MODULE: external "node:net"
    const external_node_net_namespaceObject = require("node:net");
    // CONCATENATED MODULE: ./build/parsed.js
    function listItems(text) {
      return text.split(/[\s,]+/).filter(item => item !== "");
    }
    function quote(text) {
      return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
    }
    // CONCATENATED MODULE: ./build/runner-ip.js
    function isIPv4(text) {
      return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
    }
    const notPublic = [ [ "0.0.0.0", 8 ], [ "10.0.0.0", 8 ], [ "100.64.0.0", 10 ], [ "127.0.0.0", 8 ], [ "169.254.0.0", 16 ], [ "172.16.0.0", 12 ], [ "192.0.0.0", 24 ], [ "192.0.2.0", 24 ], [ "192.88.99.0", 24 ], [ "192.168.0.0", 16 ], [ "198.18.0.0", 15 ], [ "198.51.100.0", 24 ], [ "203.0.113.0", 24 ], [ "224.0.0.0", 4 ], [ "240.0.0.0", 4 ] ];
    function isPublic(address) {
      const number = toNumber(address);
      return !notPublic.some(([block, bits]) => {
        const size = 2 ** (32 - bits);
        return Math.floor(number / size) === Math.floor(toNumber(block) / size);
      });
    }
    function toNumber(address) {
      return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
    }
    function parseRunnerIp(text) {
      const items = listItems(text);
      const word = items[0]?.toLowerCase();
      if (items.length === 1 && (word === "auto" || word === "none")) return {
        value: word
      };
      const problems = items.filter(item => !isIPv4(item)).map(whyNotIPv4);
      if (problems.length > 0) return {
        problem: problems.join(" ")
      };
      const [first, ...rest] = new Set(items.filter(isIPv4));
      if (first === void 0) return {
        problem: "There is no address in it. Write auto, none, or one or more IPv4 addresses."
      };
      return {
        value: [ first, ...rest ]
      };
    }
    function whyNotIPv4(item) {
      if (/^(?:auto|none)$/i.test(item)) return `${quote(item)} cannot stand beside others. Write it alone, or only addresses.`;
      if ((0, external_node_net_namespaceObject.isIPv6)(item)) return `${quote(item)} is an IPv6 address, and eToro takes IPv4 only. Write the runner's public IPv4 address.`;
      if (item.includes("/")) return `${quote(item)} is a range, and eToro takes single addresses only. Write each address.`;
      return `${quote(item)} is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.`;
    }
    // CONCATENATED MODULE: external "node:util"
    const external_node_util_namespaceObject = require("node:util");
    // CONCATENATED MODULE: ./build/secret.js
    const SHORTEST_SECRET = 6;
    class Secret {
      #value;
      #forms;
      constructor(value) {
        this.#value = value;
      }
      reveal() {
        return this.#value;
      }
      forms() {
        const value = this.#value;
        return this.#forms ??= value.length < SHORTEST_SECRET ? [] : [ value, encodeURIComponent(value.toWellFormed()), JSON.stringify(value).slice(1, -1), Buffer.from(value).toString("hex"), ...[ 0, 1, 2 ].map(offset => Buffer.from(value).subarray(offset).toString("base64")) ];
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
    const SHORTEST_PIECE = 16;
    function formsOf(secrets) {
      return secrets.flatMap(secret => secret.forms());
    }
    function redact(text, secrets) {
      return formsOf(secrets).reduce((rest, form) => rest.replaceAll(form, "***"), text);
    }
    function redactPieces(text, secrets) {
      return formsOf(secrets).reduce(hidePieces, redact(text, secrets));
    }
    function hidePieces(text, secret) {
      let hidden = "";
      for (let at = 0; at < text.length; ) {
        let end = at + SHORTEST_PIECE;
        if (end > text.length || !secret.includes(text.slice(at, end))) {
          hidden += text.charAt(at++);
          continue;
        }
        while (end < text.length && secret.includes(text.slice(at, end + 1))) end++;
        hidden += "***";
        at = end;
      }
      return hidden;
    }
    function foreignText(text, secrets, most = 300) {
      const longest = 10 * most;
      const hidden = redactPieces(text.slice(0, longest), secrets);
      const line = (text.length > longest ? hidden.slice(0, -SHORTEST_PIECE) : hidden).replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
      return line.length > most ? `${line.slice(0, most)}…` : line;
    }
    // CONCATENATED MODULE: ./build/public-address.js
    const QUORUM = 2;
    const LONGEST_ASKING = 1e4;
    const LONGEST_ANSWER = 512;
    class NoAgreement extends Error {
      name="NoAgreement";
      answers;
      constructor(answers) {
        super("This runner's public IPv4 address could not be found");
        this.answers = answers;
      }
    }
    class NoAddress extends Error {}
    async function findPublicAddress(services, options) {
      const timeout = Math.min(options.timeout, LONGEST_ASKING);
      const done = new AbortController;
      const signal = AbortSignal.any([ options.signal, done.signal ]);
      const quorum = Math.min(QUORUM, services.length);
      const votes = new Map;
      const answers = [];
      const agreement = new Promise((resolve, reject) => {
        const asked = services.map(async (service, index) => {
          try {
            const address = await ask(service, {
              ...options,
              timeout: timeout,
              signal: signal
            });
            const agreeing = (votes.get(address) ?? 0) + 1;
            votes.set(address, agreeing);
            answers[index] = `${service.host}: ${address}`;
            if (agreeing === quorum) resolve({
              address: address,
              agreeing: agreeing,
              asked: services.length
            });
          } catch (error) {
            if (!(error instanceof TransportError || error instanceof NoAddress)) throw error;
            answers[index] = `${service.host}: ${error.message}`;
          }
        });
        Promise.all(asked).then(() => {
          reject(new NoAgreement(answers));
        }, reject);
      });
      try {
        return await agreement;
      } finally {
        done.abort();
      }
    }
    async function ask(service, {send: send, timeout: timeout, signal: signal, log: log}) {
      const {status: status, body: body} = await send({
        method: "GET",
        url: service,
        headers: {},
        timeout: timeout,
        maxBytes: LONGEST_ANSWER,
        family: 4
      }, signal);
      if (status !== 200) {
        const redirect = status >= 300 && status < 400 ? ", and redirects are not followed" : "";
        throw new NoAddress(`HTTP ${status}${redirect}`);
      }
      const text = body.trim();
      if (!isIPv4(text)) throw new NoAddress(`no IPv4 address but ${JSON.stringify(foreignText(text, log.secrets, 60))}`);
      if (!isPublic(text)) throw new NoAddress(`${text}, which is not a public address`);
      return text;
    }
    // CONCATENATED MODULE: ./build/scopes.js
    const known = [ {
      short: "real:read",
      id: 200,
      v1: "etoro-public:real:read",
      v2: "etoro-public:trade.real:read"
    }, {
      short: "demo:read",
      id: 201,
      v1: "etoro-public:demo:read",
      v2: "etoro-public:trade.demo:read"
    }, {
      short: "real:write",
      id: 202,
      v1: "etoro-public:real:write",
      v2: "etoro-public:trade.real:write"
    }, {
      short: "demo:write",
      id: 203,
      v1: "etoro-public:demo:write",
      v2: "etoro-public:trade.demo:write"
    } ];
    const knownNames = known.map(scope => scope.short).join(", ");
    const idPattern = /^[1-9]\d*$/;
    const scopeById = item => {
      const text = item.toLowerCase();
      const id = Number(text);
      const scope = known.find(scope => text === scope.short || text === scope.v1 || id === scope.id);
      if (scope && (idPattern.test(text) || Number.isNaN(id))) return {
        value: {
          wire: scope.id,
          name: scope.v1
        }
      };
      if (idPattern.test(text) && Number.isSafeInteger(id)) {
        const notice = `The scope id ${text} is not known to this action and is passed on as it is. Check what it grants.`;
        return {
          value: {
            wire: id,
            name: text,
            notice: notice
          }
        };
      }
      const later = known.find(scope => text === scope.v2);
      if (later) return {
        problem: `${quote(item)} is a name of v2. Write ${later.short}, or set api-version: v2.`
      };
      return {
        problem: `${quote(item)} is not a known scope. The known ones are ${knownNames} (or an id, such as 200).`
      };
    };
    const scopeByName = item => {
      const text = item.toLowerCase();
      const scope = known.find(scope => text === scope.short || text === scope.v1 || text === scope.v2);
      if (scope) return {
        value: {
          wire: scope.v2,
          name: scope.v2
        }
      };
      if (/^\d+$/.test(text)) {
        const meant = known.find(scope => Number(text) === scope.id);
        const hint = meant ? `It stands for ${meant.v2}: write ${meant.short}.` : `The known names are ${knownNames}.`;
        return {
          problem: `${quote(item)} is a scope id, and api-version v2 takes names. ${hint}`
        };
      }
      if (/^etoro-public:[a-z0-9_-]+\.[a-z0-9_.-]+:[a-z0-9_-]+$/.test(text)) {
        const notice = `The scope ${item} is not known to this action and is passed on as it is. Check what it grants.`;
        return {
          value: {
            wire: item,
            name: item,
            notice: notice
          }
        };
      }
      return {
        problem: `${quote(item)} is not a known scope. The known ones are ${knownNames}.`
      };
    };
    function parseScopes(text, vocabulary) {
      const scopes = new Map;
      const problems = [];
      for (const item of listItems(text)) {
        const parsed = vocabulary(item);
        if ("problem" in parsed) problems.push(parsed.problem); else {
          const key = String(parsed.value.wire).toLowerCase();
          if (!scopes.has(key)) scopes.set(key, parsed.value);
        }
      }
      if (problems.length > 0) return {
        problem: problems.join(" ")
      };
      if (scopes.size === 0) return {
        problem: `There is no scope in it. Write one or more of ${knownNames}.`
      };
      return {
        value: [ ...scopes.values() ]
      };
    }
    function tradesRealMoney(scope) {
      return known.some(({short: short, v1: v1, v2: v2}) => short === "real:write" && (scope.name === v1 || scope.name === v2));
    }
    // CONCATENATED MODULE: ./build/allowed-addresses.js
    async function allowedAddresses({runnerIp: runnerIp, ipServices: ipServices, scopes: scopes}, options) {
      const {log: log} = options;
      if (runnerIp === "none") {
        log.warning(scopes.scopes.some(tradesRealMoney) ? "runner-ip is none and scopes has real:write: whoever gets hold of this token can trade with real money from anywhere, until it is revoked. Use runner-ip: auto, or the addresses of your runners." : "runner-ip is none: whoever gets hold of this token can use it from anywhere. Use runner-ip: auto, or the addresses of your runners.");
        return [];
      }
      if (runnerIp === "auto") {
        const {address: address, agreeing: agreeing, asked: asked} = await findPublicAddress(ipServices, options);
        log.info(`This runner's public address is ${address}, as ${agreeing} of ${asked} services say.`);
        return [ address ];
      }
      const hidden = runnerIp.filter(address => !isPublic(address));
      if (hidden.length > 0) log.warning(`runner-ip has ${hidden.join(", ")}, which ${hidden.length === 1 ? "is no public address" : "are no public addresses"}: eToro sees the public address of your network, so the token will not work from there. Use that one, or runner-ip: auto.`);
      return runnerIp;
    }
    // CONCATENATED MODULE: external "node:timers/promises"
    const promises_namespaceObject = require("node:timers/promises");
    // CONCATENATED MODULE: ./build/clock.js
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
    // CONCATENATED MODULE: external "os"
    const external_os_namespaceObject = require("os");
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
      process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
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
    // CONCATENATED MODULE: external "fs"
    const external_fs_namespaceObject = require("fs");
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
    function file_command_issueFileCommand(command, message) {
      const filePath = process.env[`GITHUB_${command}`];
      if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
      if (!external_fs_namespaceObject.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
      external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: "utf8"
      });
    }
    function prepareKeyValueMessage(key, value) {
      const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
      const convertedValue = toCommandValue(value);
      if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
      if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
      return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
    }
    // CONCATENATED MODULE: external "path"
    require("path");
    // CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
    var summary_awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve) {
          resolve(value);
        });
      }
      return new (P || (P = Promise))(function(resolve, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    const {access: access, appendFile: appendFile, writeFile: writeFile} = external_fs_namespaceObject.promises;
    const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
    class Summary {
      constructor() {
        this._buffer = "";
      }
      filePath() {
        return summary_awaiter(this, void 0, void 0, function*() {
          if (this._filePath) return this._filePath;
          const pathFromEnv = process.env[SUMMARY_ENV_VAR];
          if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
          try {
            yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
          } catch (_a) {
            throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
          }
          this._filePath = pathFromEnv;
          return this._filePath;
        });
      }
      wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
        if (!content) return `<${tag}${htmlAttrs}>`;
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
      }
      write(options) {
        return summary_awaiter(this, void 0, void 0, function*() {
          const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
          const filePath = yield this.filePath();
          const writeFunc = overwrite ? writeFile : appendFile;
          yield writeFunc(filePath, this._buffer, {
            encoding: "utf8"
          });
          return this.emptyBuffer();
        });
      }
      clear() {
        return summary_awaiter(this, void 0, void 0, function*() {
          return this.emptyBuffer().write({
            overwrite: true
          });
        });
      }
      stringify() {
        return this._buffer;
      }
      isEmptyBuffer() {
        return this._buffer.length === 0;
      }
      emptyBuffer() {
        this._buffer = "";
        return this;
      }
      addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
      }
      addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
      }
      addCodeBlock(code, lang) {
        const attrs = Object.assign({}, lang && {
          lang: lang
        });
        const element = this.wrap("pre", this.wrap("code", code), attrs);
        return this.addRaw(element).addEOL();
      }
      addList(items, ordered = false) {
        const tag = ordered ? "ol" : "ul";
        const listItems = items.map(item => this.wrap("li", item)).join("");
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
      }
      addTable(rows) {
        const tableBody = rows.map(row => {
          const cells = row.map(cell => {
            if (typeof cell === "string") return this.wrap("td", cell);
            const {header: header, data: data, colspan: colspan, rowspan: rowspan} = cell;
            const tag = header ? "th" : "td";
            const attrs = Object.assign(Object.assign({}, colspan && {
              colspan: colspan
            }), rowspan && {
              rowspan: rowspan
            });
            return this.wrap(tag, data, attrs);
          }).join("");
          return this.wrap("tr", cells);
        }).join("");
        const element = this.wrap("table", tableBody);
        return this.addRaw(element).addEOL();
      }
      addDetails(label, content) {
        const element = this.wrap("details", this.wrap("summary", label) + content);
        return this.addRaw(element).addEOL();
      }
      addImage(src, alt, options) {
        const {width: width, height: height} = options || {};
        const attrs = Object.assign(Object.assign({}, width && {
          width: width
        }), height && {
          height: height
        });
        const element = this.wrap("img", null, Object.assign({
          src: src,
          alt: alt
        }, attrs));
        return this.addRaw(element).addEOL();
      }
      addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = [ "h1", "h2", "h3", "h4", "h5", "h6" ].includes(tag) ? tag : "h1";
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
      }
      addSeparator() {
        const element = this.wrap("hr", null);
        return this.addRaw(element).addEOL();
      }
      addBreak() {
        const element = this.wrap("br", null);
        return this.addRaw(element).addEOL();
      }
      addQuote(text, cite) {
        const attrs = Object.assign({}, cite && {
          cite: cite
        });
        const element = this.wrap("blockquote", text, attrs);
        return this.addRaw(element).addEOL();
      }
      addLink(text, href) {
        const element = this.wrap("a", text, {
          href: href
        });
        return this.addRaw(element).addEOL();
      }
    }
    new Summary;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
    void 0 && (void 0).__awaiter;
    external_os_namespaceObject.platform();
    external_os_namespaceObject.arch();
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
      process.stdout.write(external_os_namespaceObject.EOL);
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
      process.stdout.write(message + external_os_namespaceObject.EOL);
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
    // CONCATENATED MODULE: ./build/entry.js
    class Cancelled extends Error {
      name="Cancelled";
    }
    async function runEntry(run, {log: log, fail: fail}) {
      const stop = new AbortController;
      for (const name of [ "SIGINT", "SIGTERM" ]) process.on(name, () => {
        stop.abort(new Cancelled(`The step was stopped (${name}).`));
      });
      const failed = error => {
        fail(error);
        if (isDebug()) log.debug((0, external_node_util_namespaceObject.inspect)(error));
      };
      process.once("uncaughtException", error => {
        failed(error);
        printed(() => process.exit());
      });
      if (process.env["NODE_DEBUG"]) {
        log.info("NODE_DEBUG is set. What Node prints for it is left out, for it prints the keys.");
        process.stderr.write = () => true;
      }
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      try {
        await run(stop.signal);
      } catch (error) {
        failed(error);
      }
      await new Promise(printed);
    }
    function printed(done) {
      process.stdout.write("", () => {
        done();
      });
    }
    // CONCATENATED MODULE: ./build/agent-portfolio-id.js
    function isUuid(text) {
      return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
    }
    function parseAgentPortfolioId(text) {
      const id = text.toLowerCase();
      return isUuid(id) ? {
        value: id
      } : {
        problem: `${quote(text)} is not a UUID. Write the agent-portfolio's id, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`
      };
    }
    // CONCATENATED MODULE: ./build/http/retry.js
    const FIRST_PAUSE = 1e3;
    const LONGEST_PAUSE = 3e4;
    function backoff(tries, random) {
      return random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
    }
    function serverTime({headers: headers}) {
      return parseTime(headers.date);
    }
    function retryAfter(answer, now) {
      const {"retry-after": after, "x-ratelimit-reset": reset} = answer.headers;
      if (after !== void 0 && /^\d{1,9}$/.test(after)) return Number(after) * 1e3;
      const asksForReset = answer.status === 429 && typeof reset === "string" && /^\d{1,12}$/.test(reset);
      const until = parseTime(after) ?? (asksForReset ? Number(reset) * 1e3 : void 0);
      return until === void 0 ? void 0 : Math.max(0, until - (serverTime(answer) ?? now));
    }
    function parseTime(text = "") {
      const time = /^[A-Z][a-z]{2,8},? .*\d/.test(text) ? Date.parse(text) : NaN;
      return Number.isNaN(time) ? void 0 : time;
    }
    // CONCATENATED MODULE: ./build/etoro/errors.js
    class EtoroError extends Error {
      call;
      constructor(message, call, options) {
        super(message, options);
        this.call = call;
      }
    }
    class RefusedCall extends EtoroError {
      name="RefusedCall";
      refusal;
      constructor(refusal, call) {
        const {status: status, errorCode: errorCode, errorMessage: errorMessage} = refusal;
        const said = [ ...new Set([ errorCode, errorMessage ]) ].filter(part => part !== void 0).join(": ");
        super(`eToro answered HTTP ${status}${said && ` ${said}`}`, call);
        this.refusal = refusal;
      }
    }
    class UnexpectedAnswer extends EtoroError {
      name="UnexpectedAnswer";
      constructor(what, call) {
        super(`eToro answered ${what}`, call);
      }
    }
    class LostCall extends EtoroError {
      name="LostCall";
      mayHaveArrived;
      mayPass;
      constructor(cause, call) {
        super(`No answer from eToro: ${cause.message}`, call, {
          cause: cause
        });
        this.mayHaveArrived = cause.mayHaveArrived;
        this.mayPass = cause.mayPass;
      }
    }
    // CONCATENATED MODULE: ./build/etoro/client.js
    const LONGEST_LIST = 8 * 1024 * 1024;
    const client_LONGEST_ANSWER = 64 * 1024;
    function connectEtoro(options) {
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys, send: send, randomUuid: randomUuid, now: now, onSecret: onSecret} = options;
      const secrets = [ keys.apiKey, keys.userKey ];
      const tokensPath = `/api/v1/agent-portfolios/${agentPortfolioId}/user-tokens`;
      async function exchange(purpose, hopedFor, request, {timeout: timeout, signal: signal}) {
        const requestId = randomUuid();
        const url = new URL(apiUrl);
        url.pathname = url.pathname.replace(/\/+$/, "") + request.path;
        let answer;
        try {
          answer = await send({
            method: request.method,
            url: url,
            headers: {
              accept: "application/json",
              "x-request-id": requestId,
              "x-api-key": keys.apiKey.reveal(),
              "x-user-key": keys.userKey.reveal(),
              ...request.body && {
                "content-type": "application/json"
              }
            },
            ...request.body && {
              body: JSON.stringify(request.body)
            },
            timeout: timeout,
            maxBytes: request.maxBytes ?? client_LONGEST_ANSWER
          }, signal);
        } catch (error) {
          throw error instanceof TransportError ? new LostCall(error, {
            purpose: purpose,
            requestId: requestId
          }) : error;
        }
        const {status: status} = answer;
        const call = {
          purpose: purpose,
          requestId: requestId,
          serverTime: serverTime(answer)
        };
        if (status === hopedFor) return {
          call: call,
          json: parseJson(answer.body)
        };
        if (status >= 200 && status < 300) throw new UnexpectedAnswer(`HTTP ${status} instead of ${hopedFor}`, call);
        const {errorCode: errorCode, errorMessage: errorMessage} = asObject(parseJson(answer.body));
        throw new RefusedCall({
          status: status,
          errorCode: typeof errorCode === "string" ? foreignText(errorCode, secrets, 64) : void 0,
          errorMessage: typeof errorMessage === "string" ? foreignText(errorMessage, secrets) : void 0,
          retryAfter: retryAfter(answer, now())
        }, call);
      }
      return {
        async createUserToken({version: version, userTokenName: userTokenName, scopes: scopes, ipsWhitelist: ipsWhitelist, expiresAt: expiresAt}, limits) {
          const body = {
            userTokenName: userTokenName,
            ...scopes.field,
            ...ipsWhitelist.length > 0 && {
              ipsWhitelist: [ ...ipsWhitelist ]
            },
            expiresAt: expiresAt
          };
          const path = version.createPath(agentPortfolioId);
          const {call: call, json: json} = await exchange("create", 201, {
            method: "POST",
            path: path,
            body: body
          }, limits);
          const {userToken: userToken, userTokenId: userTokenId} = asObject(json);
          const secret = typeof userToken === "string" && userToken !== "" && new Secret(userToken);
          if (secret) onSecret(secret);
          const id = typeof userTokenId === "string" ? userTokenId.toLowerCase() : "";
          if (!isUuid(id)) throw new UnexpectedAnswer("HTTP 201 without a userTokenId", call);
          const known = [ ...secrets.map(key => key.reveal()), userTokenId ];
          if (!secret || !/^[\x21-\x7e]{1,8192}$/.test(secret.reveal()) || known.includes(secret.reveal())) throw new UnexpectedAnswer("HTTP 201 without a userToken", call);
          return {
            userTokenId: id,
            userToken: secret,
            call: call
          };
        },
        async revokeUserToken(userTokenId, limits) {
          try {
            await exchange("revoke", 204, {
              method: "DELETE",
              path: `${tokensPath}/${userTokenId}`
            }, limits);
            return "revoked";
          } catch (error) {
            if (error instanceof RefusedCall && error.refusal.status === 404) return "gone";
            throw error;
          }
        },
        async listUserTokens(limits) {
          const {call: call, json: json} = await exchange("list", 200, {
            method: "GET",
            path: "/api/v1/agent-portfolios",
            maxBytes: LONGEST_LIST
          }, limits);
          const {agentPortfolios: agentPortfolios} = asObject(json);
          if (!Array.isArray(agentPortfolios)) throw new UnexpectedAnswer("HTTP 200 without agentPortfolios", call);
          const userTokens = agentPortfolios.map(portfolio => asObject(portfolio)).filter(portfolio => isSameId(portfolio.agentPortfolioId, agentPortfolioId)).flatMap(portfolio => Array.isArray(portfolio.userTokens) ? portfolio.userTokens : []).flatMap(userToken => listedUserToken(userToken) ?? []);
          return {
            userTokens: userTokens,
            serverTime: call.serverTime
          };
        }
      };
    }
    function listedUserToken(json) {
      const token = asObject(json);
      const {userTokenName: userTokenName, ipsWhitelist: ipsWhitelist} = token;
      const userTokenId = typeof token.userTokenId === "string" ? token.userTokenId.toLowerCase() : "";
      if (!isUuid(userTokenId) || typeof userTokenName !== "string") return;
      return {
        userTokenId: userTokenId,
        userTokenName: userTokenName,
        expiresAt: time(token.expiresAt),
        createdAt: time(token.createdAt),
        ipsWhitelist: Array.isArray(ipsWhitelist) ? ipsWhitelist.map(String) : void 0
      };
    }
    function isSameId(value, id) {
      return typeof value === "string" && value.toLowerCase() === id;
    }
    function time(value) {
      if (typeof value !== "string") return;
      const time = Date.parse(/Z$|[+-]\d\d:?\d\d$/i.test(value) ? value : `${value}Z`);
      return Number.isNaN(time) ? void 0 : time;
    }
    function parseJson(text) {
      try {
        return JSON.parse(text);
      } catch {
        return;
      }
    }
    function asObject(json) {
      return typeof json === "object" && json !== null ? json : {};
    }
    // CONCATENATED MODULE: ./build/duration.js
    const SECOND = 1e3;
    const MINUTE = 60 * SECOND;
    const HOUR = 60 * MINUTE;
    const DAY = 24 * HOUR;
    function parseDuration(text, least, most) {
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
      if (value < least || value > most) {
        const side = value < least ? "short" : "long";
        return {
          problem: `${quote(text)} is too ${side}. It takes ${formatDuration(least)} to ${formatDuration(most)}.`
        };
      }
      return {
        value: value
      };
    }
    function formatDuration(milliseconds) {
      let rest = Math.ceil(milliseconds / SECOND) * SECOND;
      let text = "";
      for (const [unit, size] of [ [ "d", DAY ], [ "h", HOUR ], [ "m", MINUTE ], [ "s", SECOND ] ]) {
        const count = Math.floor(rest / size);
        if (count > 0) text += `${count}${unit}`;
        rest -= count * size;
      }
      return text || "0s";
    }
    // CONCATENATED MODULE: ./build/etoro/outcome.js
    const refusals = [ {
      from: 300,
      to: 399,
      outcome: "refused"
    }, {
      from: 408,
      to: 408,
      outcome: "unknown"
    }, {
      from: 409,
      to: 409,
      errorCode: "UserKeyNameAlreadyExists",
      outcome: "name-taken"
    }, {
      from: 429,
      to: 429,
      errorCode: "MaxUserTokensExceeded",
      outcome: "full"
    }, {
      from: 429,
      to: 429,
      outcome: "limited"
    }, {
      from: 400,
      to: 499,
      outcome: "refused"
    }, {
      from: 500,
      to: 599,
      outcome: "unknown"
    } ];
    function outcomeOfRefusal({status: status, errorCode: errorCode}) {
      const row = refusals.find(row => row.from <= status && status <= row.to && (row.errorCode === void 0 || row.errorCode === errorCode));
      return row?.outcome ?? "broken";
    }
    function outcomeOf(error) {
      if (error instanceof RefusedCall) return outcomeOfRefusal(error.refusal);
      if (error instanceof LostCall) {
        if (error.mayHaveArrived) return error.mayPass ? "unknown" : "broken";
        return error.mayPass ? "not-sent" : "unreachable";
      }
      return "broken";
    }
    // CONCATENATED MODULE: ./build/patience.js
    const LONGEST_CALL = 2e4;
    const SHORTEST_CALL = 1e3;
    const SPREAD_OF_A_START = 1e3;
    class OutOfTime extends Error {
      name="OutOfTime";
      cause;
      asked;
      budget;
      constructor(cause, asked, budget) {
        super(`no time is left for another try after: ${cause.message}`);
        this.cause = cause;
        this.asked = asked;
        this.budget = budget;
      }
    }
    function startPatience({budget: budget, clock: clock, random: random, log: log, signal: signal}) {
      let tries = 0;
      return {
        limits: () => ({
          timeout: Math.min(budget.remaining(), LONGEST_CALL, Math.max(SHORTEST_CALL, budget.total / 4)),
          signal: signal
        }),
        async pauseAfter(error) {
          tries++;
          const asked = (error instanceof RefusedCall ? error.refusal.retryAfter : void 0) ?? 0;
          const room = budget.remaining() - SHORTEST_CALL;
          if (asked > room || room <= 0) throw new OutOfTime(error, asked, budget);
          const spread = (asked > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
          const pause = Math.min(asked + spread, room);
          log.info(`${error.message}. Waiting ${formatDuration(pause)} before try ${tries + 1}.`);
          await clock.sleep(pause, signal);
        }
      };
    }
    // CONCATENATED MODULE: ./build/token-name.js
    const GENERATED_PREFIX = "gha-";
    const LONGEST_NAME = 64;
    function generateTokenName(run, random) {
      const tail = [ run.runId, run.runAttempt, random ].filter(part => part !== void 0).join("-");
      const head = [ run.owner, run.repo ].filter(part => part !== void 0).join("-").replace(/[^A-Za-z0-9._-]/g, "-").slice(0, LONGEST_NAME - GENERATED_PREFIX.length - tail.length - 1);
      return GENERATED_PREFIX + (head === "" ? tail : `${head}-${tail}`);
    }
    function parseTokenName(text) {
      if (text.length > 128) return {
        problem: `It has ${text.length} characters. Write 128 at most.`
      };
      if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) return {
        problem: `${quote(text)} has a control or invisible character. Write it on one line, without.`
      };
      return {
        value: text
      };
    }
    // CONCATENATED MODULE: ./build/user-token.js
    const SLOWEST_CREATE = 25e3;
    const LONGEST_LOOK_PAUSE = 5e3;
    const TOLERATED_CLOCK_ERROR = 3e4;
    const CORRECTED_CLOCK_ERROR = 30 * 60 * 1e3;
    const BELIEVED_CLOCK_ERROR = 24 * 60 * 60 * 1e3;
    const MOST_CLEANUPS = 3;
    const MOST_REVOKED_AT_ONCE = 10;
    class PortfolioFull extends Error {
      name="PortfolioFull";
      cause;
      tokens;
      expired;
      constructor(cause, tokens, expired) {
        super(cause.message);
        this.cause = cause;
        this.tokens = tokens;
        this.expired = expired;
      }
    }
    async function issueUserToken(request, tools) {
      const {etoro: etoro, ledger: ledger, patience: patience, clock: clock, log: log} = tools;
      const unsettled = new Set;
      let clockError;
      let cleanups = 0;
      let conflict;
      function learnClockError(serverTime) {
        if (serverTime === void 0 || clockError !== void 0) return false;
        const error = serverTime - clock.now();
        if (Math.abs(error) <= TOLERATED_CLOCK_ERROR || Math.abs(error) > BELIEVED_CLOCK_ERROR) return false;
        clockError = error;
        const side = error > 0 ? "behind" : "ahead of";
        log.warning(`This runner's clock is ${formatDuration(Math.abs(error))} ${side} eToro's. The token's expiry is set by eToro's clock.`);
        return true;
      }
      for (;;) {
        let pending;
        try {
          const revoked = await settle(unsettled, tools);
          if (conflict && !revoked) throw conflict;
          conflict = void 0;
          const sentAt = clock.now();
          const generated = request.tokenName === null;
          pending = {
            userTokenName: request.tokenName ?? request.generateName(),
            generated: generated,
            expiresAt: utcSeconds(sentAt + (clockError ?? 0) + request.expiresIn),
            ipsWhitelist: request.ipsWhitelist,
            sentAt: sentAt
          };
          ledger.add(pending);
          const made = await etoro.createUserToken({
            ...pending,
            ...request
          }, patience.limits());
          const known = {
            ...pending,
            userTokenId: made.userTokenId
          };
          ledger.replace(pending, known);
          if (learnClockError(made.call.serverTime)) {
            unsettled.add(known);
            continue;
          }
          return {
            ...made,
            pending: known
          };
        } catch (error) {
          if (!(error instanceof EtoroError)) throw error;
          if (pending === void 0) {
            await patience.pauseAfter(unlessFinal(error));
            conflict = void 0;
            continue;
          }
          switch (outcomeOf(error)) {
           case "limited":
           case "not-sent":
            ledger.remove(pending);
            await patience.pauseAfter(error);
            break;

           case "full":
            ledger.remove(pending);
            if (cleanups++ === MOST_CLEANUPS) throw error;
            await makeRoom(error, tools);
            break;

           case "name-taken":
            if (pending.generated) unsettled.add(pending); else {
              ledger.remove(pending);
              if (unsettled.size === 0) throw error;
              conflict = error;
            }
            await patience.pauseAfter(error);
            break;

           case "unknown":
            unsettled.add(pending);
            await patience.pauseAfter(error);
            break;

           case "broken":
            await settleBroken(pending, tools);
            throw error;

           case "refused":
           case "unreachable":
            ledger.remove(pending);
            if (error instanceof RefusedCall && error.refusal.status === 400) if (learnClockError(error.call.serverTime)) break;
            throw error;
          }
        }
      }
    }
    function unlessFinal(error) {
      if ([ "refused", "unreachable", "name-taken" ].includes(outcomeOf(error))) throw error;
      return error;
    }
    async function settleBroken(pending, tools) {
      try {
        await settle(new Set([ pending ]), tools);
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        tools.log.info(`${error.message}. The post step looks again for what was made.`);
      }
    }
    async function settle(tokens, {etoro: etoro, ledger: ledger, patience: patience, clock: clock, log: log}) {
      if (tokens.size === 0) return false;
      let revoked = false;
      let firstError;
      const settled = token => {
        tokens.delete(token);
        ledger.remove(token);
      };
      const revoke = async (token, userTokenId) => {
        if (firstError && patience.limits().timeout === 0) return false;
        try {
          const was = await etoro.revokeUserToken(userTokenId, patience.limits());
          log.info(was === "revoked" ? `Revoked the user token ${quote(token.userTokenName)}.` : `The user token ${quote(token.userTokenName)} is gone already.`);
          revoked = true;
          return true;
        } catch (error) {
          if (!(error instanceof EtoroError)) throw error;
          firstError ??= error;
          return false;
        }
      };
      const nameless = [ ...tokens ].filter(token => token.userTokenId === void 0);
      for (const token of tokens) if (token.userTokenId !== void 0 && await revoke(token, token.userTokenId)) settled(token);
      if (nameless.length > 0) {
        const askedAt = clock.now();
        const {userTokens: userTokens, serverTime: serverTime} = await etoro.listUserTokens(patience.limits());
        const clockError = serverTime === void 0 ? 0 : serverTime - clock.now();
        for (const token of nameless) {
          const over = askedAt - token.sentAt > SLOWEST_CREATE;
          const alone = ![ ...tokens ].some(other => other !== token && other.userTokenName === token.userTokenName);
          const found = userTokens.filter(listed => isSame(listed, token, clockError));
          let left = found.length;
          for (const {userTokenId: userTokenId} of found) if (await revoke(token, userTokenId)) left--;
          if (found.length > 0 && left === 0 && (over || alone)) settled(token);
          if (found.length === 0 && over) {
            log.info(`No user token ${quote(token.userTokenName)} was made.`);
            tokens.delete(token);
          }
        }
      }
      if (firstError) throw firstError;
      return revoked;
    }
    async function revokeAll(tokens, {startPatience: startPatience, limitPatience: limitPatience, ...tools}) {
      let patience = startPatience();
      const ledger = {
        remove: () => {}
      };
      for (let looks = 0; ;looks++) try {
        await settle(tokens, {
          ...tools,
          patience: patience,
          ledger: ledger
        });
        if (tokens.size === 0) return;
        if (looks === 0) {
          const names = [ ...tokens ].map(({userTokenName: userTokenName}) => quote(userTokenName)).join(", ");
          tools.log.info(`eToro may still be making ${names}. Looking again until that is certain.`);
        }
        await tools.clock.sleep(Math.min(LONGEST_LOOK_PAUSE, 500 * 2 ** looks), tools.signal);
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        if (outcomeOf(error) === "limited") {
          await limitPatience.pauseAfter(error);
          patience = startPatience();
        } else await patience.pauseAfter(unlessFinal(error));
      }
    }
    function isSame(listed, token, clockError) {
      if (listed.userTokenName !== token.userTokenName) return false;
      if (token.generated) return true;
      const {expiresAt: expiresAt, createdAt: createdAt = 1 / 0, ipsWhitelist: ipsWhitelist = token.ipsWhitelist} = listed;
      return expiresAt !== void 0 && utcSeconds(expiresAt) === token.expiresAt && createdAt >= token.sentAt + clockError - CORRECTED_CLOCK_ERROR && [ ...ipsWhitelist ].sort().join() === [ ...token.ipsWhitelist ].sort().join();
    }
    async function makeRoom(full, {etoro: etoro, patience: patience, clock: clock, log: log}) {
      try {
        const {userTokens: userTokens, serverTime: serverTime} = await etoro.listUserTokens(patience.limits());
        const now = believable(serverTime, clock);
        const expired = userTokens.filter(({expiresAt: expiresAt}) => expiresAt !== void 0 && expiresAt < now);
        const removable = expired.filter(token => token.userTokenName.startsWith(GENERATED_PREFIX));
        if (removable.length === 0) throw new PortfolioFull(full, userTokens.length, expired.length);
        for (const {userTokenId: userTokenId, userTokenName: userTokenName} of removable.slice(0, MOST_REVOKED_AT_ONCE)) {
          const was = await etoro.revokeUserToken(userTokenId, patience.limits());
          if (was === "gone") continue;
          const name = quote(foreignText(userTokenName, log.secrets, 80));
          log.info(`The portfolio is full: revoked the expired user token ${name}.`);
        }
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        await patience.pauseAfter(unlessFinal(error));
      }
    }
    function believable(serverTime, clock) {
      const now = clock.now();
      if (serverTime === void 0) return now;
      return Math.abs(serverTime - now) > BELIEVED_CLOCK_ERROR ? Math.min(serverTime, now) : serverTime;
    }
    function utcSeconds(time) {
      return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
    }
    // CONCATENATED MODULE: ./build/explain.js
    const adviceByCode = new Map(Object.entries({
      ScopeIdsRequired: "Name at least one scope in the input scopes.",
      ScopeIdInvalid: "eToro does not know one of the scopes: check the input scopes for ids.",
      ScopeIdsDuplicateItems: "Name each scope once in the input scopes.",
      ScopeNameNotAllowed: "The user key may not grant one of the scopes: ask for fewer in the input scopes, or use a user key that has them.",
      IpsWhitelistInvalidIp: "eToro takes public IPv4 addresses only: check the input runner-ip.",
      ValidationFailed: "Check the inputs token-name, expires-in and scopes, and that this runner knows the right time.",
      UserKeyNameAlreadyExists: "The portfolio has another token of this name. Leave the input token-name out, so that each job makes up its own, or revoke the other token.",
      MaxUserTokensExceeded: "Revoke tokens on the portfolio that are not needed any more.",
      TooManyRequests: "A user key has 20 writes a minute, and each job takes two. Start fewer jobs at once (strategy.max-parallel), or raise the input timeout."
    }));
    const adviceByStatus = [ [ 300, 399, "Redirects are not followed, for the keys would go along. Check the input api-url." ], [ 400, 400, "Check the inputs of this step." ], [ 401, 401, "A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses." ], [ 403, 403, "The user key may not do this. Check its permissions in eToro." ], [ 404, 404, "This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url." ], [ 407, 407, "The proxy wants other credentials. Check https_proxy in the environment." ], [ 429, 429, "Start fewer jobs at once (strategy.max-parallel), or raise the input timeout." ], [ 500, 599, "eToro has a problem. Try again later, or ask its support about the request id." ] ];
    function adviceOf(error) {
      if (error instanceof RefusedCall) {
        const {status: status, errorCode: errorCode} = error.refusal;
        const byCode = adviceByCode.get(errorCode ?? "");
        const byStatus = adviceByStatus.find(([from, to]) => from <= status && status <= to)?.[2];
        return byCode ?? byStatus ?? "Check the input api-url, and any proxy on the way.";
      }
      if (error instanceof UnexpectedAnswer || outcomeOf(error) === "broken") return "This is not what eToro's API promises. Check the input api-url, and any proxy on the way.";
      if (outcomeOf(error) === "unreachable") return "Check the input api-url; behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.";
      return "Check the input api-url, this runner's network and its proxy (https_proxy), or try again later.";
    }
    const purposes = {
      create: "",
      revoke: "revoking a token, ",
      list: "listing the tokens, "
    };
    function explainCall(error) {
      const {purpose: purpose, requestId: requestId} = error.call;
      return `${error.message} (${purposes[purpose]}request id ${requestId}). ${adviceOf(error)}`;
    }
    function explain(error) {
      if (error instanceof OutOfTime) {
        const {cause: cause, asked: asked, budget: budget} = error;
        const why = asked > 0 ? `eToro asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${formatDuration(budget.total)} are left` : `the ${formatDuration(budget.total)} for it are used up`;
        return `${explainCall(cause)} There was no further try: ${why}.`;
      }
      if (error instanceof PortfolioFull) return `${explainCall(error.cause)} It has ${error.tokens} tokens, ${error.expired} of them expired, and none that this action may revoke by itself (expired and named gha-…).`;
      if (error instanceof NoAgreement) return `${error.message}, for too few services agree:\n${error.answers.map(answer => `- ${answer}`).join("\n")}\nWrite the runner's public addresses in the input runner-ip (all that are listed here, if the runner has several), or none to let anyone use the token.`;
      if (error instanceof EtoroError) return explainCall(error);
      return error instanceof Error ? error.message : "An unknown error.";
    }
    // CONCATENATED MODULE: external "node:fs"
    const external_node_fs_namespaceObject = require("node:fs");
    // CONCATENATED MODULE: ./build/etoro/versions.js
    function apiVersion(segment, vocabulary, field) {
      return {
        createPath: agentPortfolioId => `/api/${segment}/agent-portfolios/${agentPortfolioId}/user-tokens`,
        parseScopes: text => {
          const parsed = parseScopes(text, vocabulary);
          if ("problem" in parsed) return parsed;
          const scopes = parsed.value;
          return {
            value: {
              field: field(scopes.map(({wire: wire}) => wire)),
              scopes: scopes
            }
          };
        }
      };
    }
    const apiVersions = {
      v1: apiVersion("v1", scopeById, scopeIds => ({
        scopeIds: scopeIds
      })),
      v2: apiVersion("v2", scopeByName, scopeNames => ({
        scopeNames: scopeNames
      }))
    };
    // CONCATENATED MODULE: ./build/service-url.js
    function parseServiceUrl(text, {query: query, example: example}) {
      const shown = text.includes("@") ? "It" : quote(text);
      const url = URL.canParse(text) ? new URL(text) : void 0;
      if (!url) return {
        problem: `${shown} is not a URL. Write one such as ${example}.`
      };
      if (url.username !== "" || url.password !== "") return {
        problem: "It has a user name or password in it. Write the URL without."
      };
      if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) return {
        problem: `${shown} is not safe on the way. Write an https URL (http is for loopback hosts).`
      };
      if (url.hash !== "" || url.search !== "" && !query) return {
        problem: `${shown} has a ${query ? "" : "query or "}fragment. Write the URL without.`
      };
      return {
        value: url
      };
    }
    function isLoopback(hostname) {
      return hostname === "localhost" || hostname === "[::1]" || isIPv4(hostname) && hostname.startsWith("127.");
    }
    // CONCATENATED MODULE: ./build/inputs.js
    class InputError extends Error {
      name="InputError";
      constructor(problems) {
        const count = problems.length === 1 ? "an input is" : `${problems.length} inputs are`;
        super(`Nothing was sent, for ${count} wrong:\n${problems.map(text => `- ${text}`).join("\n")}`);
      }
    }
    const inputs_SECOND = 1e3;
    const inputs_MINUTE = 60 * inputs_SECOND;
    const LONGEST_JOB = 5 * 24 * 60 * inputs_MINUTE;
    const inputDefaults = {
      "runner-ip": "auto",
      "ip-services": "https://api.ipify.org https://checkip.amazonaws.com https://ipv4.icanhazip.com",
      "expires-in": "1h",
      "api-version": "v1",
      "api-url": "https://public-api.etoro.com",
      timeout: "5m",
      revoke: "true",
      "export-env": "false",
      summary: "true"
    };
    function readKeys(log) {
      const readKey = (input, variable) => {
        const given = getInput(input);
        const text = given || (process.env[variable] ?? "").trim();
        const fromEnvironment = given === "";
        if (text === "") {
          const problem = `${input}: It is not given. Write ${input}: \${{ secrets.${variable} }}, and look whether the repository has that secret: GitHub gives none to workflows from forks and from Dependabot.`;
          return {
            key: {
              problem: problem
            },
            fromEnvironment: fromEnvironment
          };
        }
        const secret = new Secret(text);
        log.hide(secret);
        if (/^[\x21-\x7e]+$/.test(text)) return {
          key: {
            value: secret
          },
          fromEnvironment: fromEnvironment
        };
        const problem = `${input}: It has a character that no key has, such as a space or a line break. Copy the key into the secret again.`;
        return {
          key: {
            problem: problem
          },
          fromEnvironment: fromEnvironment
        };
      };
      const apiKey = readKey("api-key", "ETORO_API_KEY");
      const userKey = readKey("user-key", "ETORO_USER_KEY");
      return {
        apiKey: apiKey,
        userKey: userKey
      };
    }
    function checkKeys({apiKey: apiKey, userKey: userKey}) {
      if ("value" in apiKey.key && "value" in userKey.key) return {
        apiKey: apiKey.key.value,
        userKey: userKey.key.value
      };
      const keys = [ apiKey.key, userKey.key ];
      return {
        problems: keys.flatMap(key => "problem" in key ? [ key.problem ] : [])
      };
    }
    function readInputs(given, {secrets: secrets}) {
      const problems = [];
      function take(input, parse) {
        const text = textOf(input);
        const parsed = redactPieces(text, secrets) !== text ? {
          problem: "It holds the value of a key. Write the keys in api-key and user-key only."
        } : parse(text);
        if ("value" in parsed) return parsed.value;
        problems.push(`${input}: ${parsed.problem}`);
        return;
      }
      function takeRequired(input, parse, example) {
        return take(input, text => text === "" ? {
          problem: `It is not given. Write ${input}: ${example}`
        } : parse(text));
      }
      const keys = checkKeys(given);
      if ("problems" in keys) problems.push(...keys.problems);
      const agentPortfolioId = takeRequired("portfolio-id", parseAgentPortfolioId, "a1b2c3d4-e5f6-7890-abcd-ef1234567890, with the id of your agent-portfolio.");
      const version = take("api-version", parseVersion);
      const inputs = {
        keys: "problems" in keys ? void 0 : keys,
        agentPortfolioId: agentPortfolioId,
        version: version,
        scopes: takeRequired("scopes", (version ?? apiVersions.v1).parseScopes, "demo:read"),
        runnerIp: take("runner-ip", parseRunnerIp),
        ipServices: take("ip-services", parseServices),
        tokenName: take("token-name", text => text === "" ? {
          value: null
        } : parseTokenName(text)),
        expiresIn: take("expires-in", text => parseDuration(text, inputs_MINUTE, LONGEST_JOB)),
        apiUrl: take("api-url", text => parseServiceUrl(text, {
          query: false,
          example: inputDefaults["api-url"]
        })),
        timeout: take("timeout", text => parseDuration(text, inputs_SECOND, LONGEST_JOB)),
        revoke: take("revoke", parseBoolean),
        exportEnv: take("export-env", parseBoolean),
        summary: take("summary", parseBoolean)
      };
      if (inputs.exportEnv && "value" in given.userKey.key && given.userKey.fromEnvironment) problems.push("export-env: It puts the token in the place of ETORO_USER_KEY in the environment, from which this step has its user key; the post step could not revoke the token any more. Write user-key: ${{ secrets.ETORO_USER_KEY }}.");
      problems.push(...missingFiles(inputs.exportEnv ?? false));
      if (problems.length === 0 && isComplete(inputs)) return inputs;
      throw new InputError(problems);
    }
    function isComplete(fields) {
      return Object.values(fields).every(value => value !== void 0);
    }
    function textOf(input) {
      const defaults = inputDefaults;
      return getInput(input) || (defaults[input] ?? "");
    }
    function parseVersion(text) {
      const version = text.toLowerCase();
      if (version === "v1" || version === "v2") return {
        value: apiVersions[version]
      };
      return {
        problem: `${quote(text)} is not a version of the API. Write v1 or v2.`
      };
    }
    function parseBoolean(text) {
      const word = text.toLowerCase();
      if (word === "true" || word === "false") return {
        value: word === "true"
      };
      return {
        problem: `${quote(text)} is neither true nor false. Write one of them.`
      };
    }
    function parseServices(text) {
      const services = new Map;
      const problems = [];
      for (const item of listItems(text)) {
        const parsed = parseServiceUrl(item, {
          query: true,
          example: "https://api.ipify.org"
        });
        if ("problem" in parsed) problems.push(parsed.problem); else services.set(parsed.value.href, parsed.value);
      }
      if (problems.length > 0) return {
        problem: problems.join(" ")
      };
      if (services.size === 0) return {
        problem: "There is no URL in it. Write one or more."
      };
      return {
        value: [ ...services.values() ]
      };
    }
    function missingFiles(exportEnv) {
      const variables = [ "GITHUB_OUTPUT", "GITHUB_STATE", ...exportEnv ? [ "GITHUB_ENV" ] : [] ];
      return variables.flatMap(variable => {
        try {
          const path = process.env[variable] ?? "";
          (0, external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.W_OK);
          if ((0, external_node_fs_namespaceObject.statSync)(path).isFile()) return [];
        } catch {}
        return [ `${variable}: It names no file that can be written. Run this as a step of a GitHub Actions job.` ];
      });
    }
    // CONCATENATED MODULE: ./build/log.js
    function openLog() {
      const secrets = [];
      const through = (write, hide = redactPieces) => text => {
        write(hide(text, secrets).replaceAll("##[", "# #["));
      };
      return {
        info: through(info, redact),
        notice: through(notice),
        warning: through(warning),
        error: through(error),
        debug: through(core_debug),
        hide: secret => {
          core_setSecret(secret.reveal());
          secrets.push(secret);
        },
        secrets: secrets
      };
    }
    // CONCATENATED MODULE: ./build/outputs.js
    function setOutputs({made: made, ...issued}) {
      setOutput("token", made.userToken.reveal());
      setOutput("token-id", made.userTokenId);
      setOutput("token-name", made.pending.userTokenName);
      setOutput("expires-at", made.pending.expiresAt);
      setOutput("scopes", issued.scopes.join(","));
      setOutput("runner-ip", issued.ipsWhitelist.join(","));
      setOutput("request-id", made.call.requestId);
    }
    function exportToEnvironment(keys, {made: made}) {
      exportVariable("ETORO_API_KEY", keys.apiKey.reveal());
      exportVariable("ETORO_USER_KEY", made.userToken.reveal());
    }
    function logIssued(issued, log) {
      log.info(`Created the user token ${issued.made.pending.userTokenName}`);
      for (const [title, text] of rows(issued)) log.info(`  ${title}: ${text}`);
    }
    function addSummary(issued, log) {
      const cells = [ [ "Name", issued.made.pending.userTokenName ], ...rows(issued) ].map(([title, text]) => `| ${title} | ${escapeMarkdown(text)} |\n`);
      try {
        (0, external_node_fs_namespaceObject.appendFileSync)(process.env["GITHUB_STEP_SUMMARY"] ?? "", `### eToro user token\n\n| | |\n| --- | --- |\n${cells.join("")}\n`);
      } catch {
        log.warning("The job summary could not be written. The token is not affected.");
      }
    }
    function rows(issued) {
      const {made: made, scopes: scopes, ipsWhitelist: ipsWhitelist, revokedAtEnd: revokedAtEnd} = issued;
      return [ [ "Scopes", scopes.join(", ") ], [ "Usable from", ipsWhitelist.join(", ") || "anywhere" ], [ "Expires", `${made.pending.expiresAt}${revokedAtEnd ? ", or when this job ends" : " (revoke is false)"}` ], [ "Token id", made.userTokenId ], [ "Request id", made.call.requestId ] ];
    }
    function escapeMarkdown(text) {
      return text.replace(/[^\p{L}\p{N} ,.:/-]/gu, character => `&#${character.codePointAt(0)};`);
    }
    // CONCATENATED MODULE: ./build/state.js
    const STATE = "tokens";
    function openLedger({apiUrl: apiUrl, agentPortfolioId: agentPortfolioId}) {
      const tokens = new Set;
      const save = () => {
        const state = {
          apiUrl: apiUrl.href,
          agentPortfolioId: agentPortfolioId,
          tokens: [ ...tokens ]
        };
        saveState(STATE, JSON.stringify(state));
      };
      return {
        add(token) {
          tokens.add(token);
          save();
        },
        replace(token, by) {
          tokens.delete(token);
          tokens.add(by);
          save();
        },
        remove(token) {
          tokens.delete(token);
          save();
        },
        keep({userTokenName: userTokenName}) {
          for (const token of tokens) if (token.userTokenName === userTokenName) tokens.delete(token);
          save();
        }
      };
    }
    function readLedger() {
      const text = getState(STATE);
      if (text === "") return;
      const state = JSON.parse(text);
      if (!isSavedState(state) || !isUuid(state.agentPortfolioId)) throw new Error("the state of the step cannot be read");
      const apiUrl = parseServiceUrl(state.apiUrl, {
        query: false,
        example: ""
      });
      if ("problem" in apiUrl) throw new Error("the state of the step cannot be read");
      return {
        apiUrl: apiUrl.value,
        agentPortfolioId: state.agentPortfolioId,
        tokens: state.tokens
      };
    }
    function isSavedState(value) {
      if (typeof value !== "object" || value === null) return false;
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, tokens: tokens} = value;
      return typeof apiUrl === "string" && typeof agentPortfolioId === "string" && Array.isArray(tokens) && tokens.every(isPendingToken);
    }
    function isPendingToken(value) {
      if (typeof value !== "object" || value === null) return false;
      const token = value;
      return typeof token.userTokenName === "string" && typeof token.generated === "boolean" && typeof token.expiresAt === "string" && Array.isArray(token.ipsWhitelist) && token.ipsWhitelist.every(address => typeof address === "string") && typeof token.sentAt === "number" && (token.userTokenId === void 0 || typeof token.userTokenId === "string" && isUuid(token.userTokenId));
    }
    // CONCATENATED MODULE: ./build/workflow-run.js
    function workflowRun() {
      const [owner, repo] = (process.env["GITHUB_REPOSITORY"] ?? "").split("/");
      const runId = numberIn("GITHUB_RUN_ID");
      const runAttempt = numberIn("GITHUB_RUN_ATTEMPT");
      return {
        ...owner && {
          owner: owner
        },
        ...repo && {
          repo: repo
        },
        ...runId !== void 0 && {
          runId: runId
        },
        ...runAttempt !== void 0 && {
          runAttempt: runAttempt
        }
      };
    }
    function numberIn(name) {
      const number = Number(process.env[name]);
      return Number.isSafeInteger(number) && number > 0 ? number : void 0;
    }
    // CONCATENATED MODULE: ./build/main.js
    async function main() {
      process.exitCode = 1;
      const log = openLog();
      const given = readKeys(log);
      const run = async signal => {
        const inputs = readInputs(given, log);
        const budget = startBudget(inputs.timeout, systemClock);
        const patience = startPatience({
          budget: budget,
          clock: systemClock,
          random: Math.random,
          log: log,
          signal: signal
        });
        for (const {notice: notice} of inputs.scopes.scopes) if (notice) log.notice(notice);
        const timeout = budget.remaining();
        const ipsWhitelist = await allowedAddresses(inputs, {
          send: send,
          timeout: timeout,
          signal: signal,
          log: log
        });
        const ledger = openLedger(inputs);
        const etoro = connectEtoro({
          ...inputs,
          send: send,
          randomUuid: external_node_crypto_namespaceObject.randomUUID,
          now: systemClock.now,
          onSecret: log.hide
        });
        const made = await issueUserToken({
          ...inputs,
          ipsWhitelist: ipsWhitelist,
          generateName: () => generateTokenName(workflowRun(), (0, external_node_crypto_namespaceObject.randomBytes)(6).toString("hex"))
        }, {
          etoro: etoro,
          ledger: ledger,
          patience: patience,
          clock: systemClock,
          log: log
        });
        const issued = {
          made: made,
          scopes: inputs.scopes.scopes.map(({name: name}) => name),
          ipsWhitelist: ipsWhitelist,
          revokedAtEnd: inputs.revoke
        };
        setOutputs(issued);
        if (inputs.exportEnv) exportToEnvironment(inputs.keys, issued);
        if (!inputs.revoke) ledger.keep(made.pending);
        process.exitCode = 0;
        logIssued(issued, log);
        if (inputs.summary) addSummary(issued, log);
      };
      const fail = error => {
        const rest = error instanceof Cancelled ? " The post step revokes what was made." : "";
        log.error(`There is no user token. ${explain(error)}${rest}`);
        process.exitCode = 1;
      };
      await runEntry(run, {
        log: log,
        fail: fail
      });
    }
    // CONCATENATED MODULE: ./build/post.js
    const LONGEST_REVOKING = 6e4;
    const LONGEST_WITH_RATE_LIMIT = 15e4;
    async function post() {
      process.stdout.on("error", () => {});
      const log = openLog();
      const given = readKeys(log);
      const tokens = new Set;
      const run = async signal => {
        const left = readLedger();
        for (const token of left?.tokens ?? []) tokens.add({
          ...token,
          sentAt: Math.min(token.sentAt, systemClock.now())
        });
        if (!left || tokens.size === 0) {
          log.info("There is nothing to revoke.");
          return;
        }
        const keys = checkKeys(given);
        if ("problems" in keys) throw new InputError(keys.problems);
        const etoro = connectEtoro({
          ...left,
          keys: keys,
          send: send,
          randomUuid: external_node_crypto_namespaceObject.randomUUID,
          now: systemClock.now,
          onSecret: log.hide
        });
        const patienceFor = milliseconds => startPatience({
          budget: startBudget(milliseconds, systemClock),
          clock: systemClock,
          random: Math.random,
          log: log,
          signal: signal
        });
        await revokeAll(tokens, {
          etoro: etoro,
          startPatience: () => patienceFor(LONGEST_REVOKING),
          limitPatience: patienceFor(LONGEST_WITH_RATE_LIMIT),
          clock: systemClock,
          log: log,
          signal: signal
        });
      };
      const fail = error => {
        const reason = explain(error);
        for (const {userTokenName: userTokenName, userTokenId: userTokenId, expiresAt: expiresAt} of tokens) log.warning(userTokenId === void 0 ? `It is not certain that no user token ${quote(userTokenName)} is left: ${reason} If there is one, it expires by itself at ${expiresAt}.` : `The user token ${quote(userTokenName)} is not revoked: ${reason} It expires by itself at ${expiresAt}.`);
        if (tokens.size === 0) log.warning(`Revoking failed: ${reason}`);
        process.exitCode = 0;
      };
      await runEntry(run, {
        log: log,
        fail: fail
      });
    }
  })();
  module.exports = __webpack_exports__;
})();