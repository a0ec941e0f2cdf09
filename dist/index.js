(() => {
  var __webpack_modules__ = {
    770: // COMMONJS MODULE: ./node_modules/tunnel/index.js
    (module, __unused_webpack_exports, __nccwpck_require__) => {
      module.exports = __nccwpck_require__(218);
    },
    218: // COMMONJS MODULE: ./node_modules/tunnel/lib/tunnel.js
    (__unused_webpack_module, exports, __nccwpck_require__) => {
      "use strict";
      var tls = __nccwpck_require__(756);
      var http = __nccwpck_require__(611);
      var https = __nccwpck_require__(692);
      var events = __nccwpck_require__(434);
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
    },
    385: // COMMONJS MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
    (__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
      "use strict";
      __nccwpck_require__.d(__webpack_exports__, {
        HttpClient: () => HttpClient
      });
      var external_http_ = __nccwpck_require__(611);
      var external_http_namespaceObject = __nccwpck_require__.t(external_http_, 2);
      var external_https_ = __nccwpck_require__(692);
      var external_https_namespaceObject = __nccwpck_require__.t(external_https_, 2);
      var proxy = __nccwpck_require__(783);
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
      class HttpClient {
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
          const proxyUrl = proxy.s(parsedUrl);
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
          const proxyUrl = proxy.s(parsedUrl);
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
    // CONCATENATED MODULE: external "node:crypto"
    const external_node_crypto_namespaceObject = require("node:crypto");
    // CONCATENATED MODULE: ./build/http/transport-error.js
    class TransportError extends Error {
      name="TransportError";
      mayHaveArrived;
      mayPass;
      constructor(message, {mayHaveArrived: mayHaveArrived, mayPass: mayPass = true}) {
        super(message);
        this.mayHaveArrived = mayHaveArrived;
        this.mayPass = mayPass;
      }
    }
    function transportErrorOf(error, mayHaveArrived) {
      const failed = (message, mayPass = true) => new TransportError(message, {
        mayHaveArrived: mayHaveArrived,
        mayPass: mayPass
      });
      const [cause] = isAggregate(error) ? error.errors : [ error ];
      if (!Error.isError(cause)) return failed("the connection failed");
      const [, proxyStatus] = /^tunneling socket .*statusCode=(\d+)/.exec(cause.message) ?? [];
      if (proxyStatus !== void 0) return failed(`the proxy refused to connect (HTTP ${proxyStatus})`, Number(proxyStatus) >= 500);
      if (cause.message.startsWith("tunneling socket")) return failed("the proxy cannot be reached");
      const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
      const call = "syscall" in cause ? cause.syscall : void 0;
      if (call === "getaddrinfo") return failed(`the host name cannot be resolved (${code})`);
      if (call === "connect") return failed(`the connection cannot be made (${code})`);
      if (/CERT|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code)) return failed(`the certificate of the server is not trusted (${code})`, false);
      const reason = `${code} ${cause.message}`.replaceAll(" ", "_");
      if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE/i.test(reason)) return failed(`the server does not speak TLS as expected (${code})`, false);
      return failed(`the connection broke off (${code})`);
    }
    function isAggregate(error) {
      return Error.isError(error) && "errors" in error && Array.isArray(error.errors);
    }
    // CONCATENATED MODULE: ./build/time/duration.js
    const SECOND = 1e3;
    const MINUTE = 60 * SECOND;
    const HOUR = 60 * MINUTE;
    const DAY = 24 * HOUR;
    function formatDuration(milliseconds) {
      if (milliseconds < 10 * SECOND) return `${Math.ceil(milliseconds / 100) / 10}s`;
      let rest = Math.ceil(milliseconds / SECOND) * SECOND;
      let text = "";
      for (const [unit, size] of [ [ "d", DAY ], [ "h", HOUR ], [ "m", MINUTE ], [ "s", SECOND ] ]) {
        const count = Math.floor(rest / size);
        if (count > 0) text += `${count}${unit}`;
        rest -= count * size;
      }
      return text;
    }
    // CONCATENATED MODULE: external "node:net"
    const external_node_net_namespaceObject = require("node:net");
    // CONCATENATED MODULE: ./build/address/ipv4.js
    function isIPv4(text) {
      return (0, external_node_net_namespaceObject.isIPv4)(text);
    }
    const notPublic = [ [ "0.0.0.0", 8 ], [ "10.0.0.0", 8 ], [ "100.64.0.0", 10 ], [ "127.0.0.0", 8 ], [ "169.254.0.0", 16 ], [ "172.16.0.0", 12 ], [ "192.0.0.0", 24 ], [ "192.0.2.0", 24 ], [ "192.88.99.0", 24 ], [ "192.168.0.0", 16 ], [ "198.18.0.0", 15 ], [ "198.51.100.0", 24 ], [ "203.0.113.0", 24 ], [ "224.0.0.0", 4 ], [ "240.0.0.0", 4 ] ];
    let blocks;
    function isPublic(address) {
      blocks ??= blockListOf(notPublic);
      return !blocks.check(address);
    }
    function blockListOf(subnets) {
      const list = new external_node_net_namespaceObject.BlockList;
      for (const [network, prefix] of subnets) list.addSubnet(network, prefix);
      return list;
    }
    // CONCATENATED MODULE: ./build/address/find-address.js
    const QUORUM = 2;
    const LONGEST_ASKING = 10 * SECOND;
    const LONGEST_ANSWER = 512;
    class NoAgreement extends Error {
      name="NoAgreement";
      answers;
      constructor(answers) {
        super("This runner's public IPv4 address cannot be found");
        this.answers = answers;
      }
    }
    class NoAddress extends Error {}
    async function findAddress(services, tools) {
      const timeout = Math.min(tools.timeout, LONGEST_ASKING);
      const done = new AbortController;
      const signal = AbortSignal.any([ tools.signal, done.signal ]);
      const quorum = Math.min(QUORUM, new Set(services.map(({host: host}) => host)).size);
      const votes = new Map;
      const answers = [];
      const agreement = new Promise((resolve, reject) => {
        const asked = services.map(async (service, index) => {
          const {host: host} = service;
          try {
            const address = await ask(service, {
              ...tools,
              timeout: timeout,
              signal: signal
            });
            const hosts = (votes.get(address) ?? new Set).add(host);
            votes.set(address, hosts);
            answers[index] = `${host}: ${address}`;
            if (hosts.size === quorum) resolve({
              address: address,
              agreeing: hosts.size,
              asked: services.length
            });
          } catch (error) {
            if (!(error instanceof TransportError || error instanceof NoAddress)) throw error;
            answers[index] = `${host}: ${error.message}`;
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
    async function ask(service, {send: send, timeout: timeout, signal: signal, secrets: secrets}) {
      const {status: status, body: body} = await send({
        method: "GET",
        url: service,
        headers: {},
        timeout: timeout,
        maxBytes: LONGEST_ANSWER,
        family: 4
      }, signal);
      if (status !== 200) {
        const isRedirect = status >= 300 && status < 400;
        throw new NoAddress(`HTTP ${status}${isRedirect ? ", a redirect, which is not followed" : ""}`);
      }
      const text = body.trim();
      if (!isIPv4(text)) {
        const shown = JSON.stringify(secrets.foreignText(text, 60));
        throw new NoAddress(`not an IPv4 address but ${shown}`);
      }
      if (!isPublic(text)) throw new NoAddress(`${text}, which is not a public address`);
      return text;
    }
    // CONCATENATED MODULE: ./build/address/allowed-addresses.js
    async function allowedAddresses(runnerIp, tools) {
      const {ipServices: ipServices, tradesRealMoney: tradesRealMoney, log: log} = tools;
      if (runnerIp === "none") {
        const who = "runner-ip is none: whoever gets this token can";
        const advice = "Use runner-ip: auto, or the addresses of your runners.";
        log.warning(tradesRealMoney ? `${who} trade with real money from anywhere, until it is revoked. ${advice}` : `${who} use it from anywhere. ${advice}`);
        return [];
      }
      if (runnerIp === "auto") {
        const {address: address, agreeing: agreeing, asked: asked} = await findAddress(ipServices, tools);
        log.info(`The public address of this runner is ${address}: ${agreeing} of ${asked} services agree.`);
        return [ address ];
      }
      const hidden = runnerIp.filter(address => !isPublic(address));
      if (hidden.length > 0) log.warning(`runner-ip has ${hidden.join(", ")}, not a public address: eToro sees the public address of your network, so the token does not work from there. Use the public address, or runner-ip: auto.`);
      return runnerIp;
    }
    // CONCATENATED MODULE: external "node:http"
    const external_node_http_namespaceObject = require("node:http");
    var external_node_http_default = __nccwpck_require__.n(external_node_http_namespaceObject);
    // CONCATENATED MODULE: external "node:https"
    const external_node_https_namespaceObject = require("node:https");
    var external_node_https_default = __nccwpck_require__.n(external_node_https_namespaceObject);
    // CONCATENATED MODULE: external "node:tls"
    const external_node_tls_namespaceObject = require("node:tls");
    var proxy = __nccwpck_require__(783);
    // CONCATENATED MODULE: ./build/http/proxy.js
    function proxyProblem(url) {
      if ((0, proxy.H)(url)) return;
      const lowerCase = url.protocol === "https:" ? "https_proxy" : "http_proxy";
      const name = [ lowerCase, lowerCase.toUpperCase() ].find(variable => process.env[variable]);
      if (name === void 0) return;
      const value = process.env[name] ?? "";
      const text = value.includes("://") ? value : `http://${value}`;
      const why = whyUnusable(text);
      if (why !== void 0) return `${name}: ${why}`;
      process.env[name] = text;
      return;
    }
    function whyUnusable(text) {
      const example = "http://proxy.example:3128";
      const scheme = text.slice(0, text.indexOf("://")).toLowerCase();
      if (scheme !== "http" && scheme !== "https") return `It names a proxy of an unknown kind. Write an http or https one, such as ${example}.`;
      if (!URL.canParse(text)) return `It is not the URL of a proxy. Write one with a host and a port up to 65535, such as ${example}.`;
      const {username: username, password: password} = new URL(text);
      try {
        decodeURIComponent(username);
        decodeURIComponent(password);
        return;
      } catch {
        return "The user name or password in it has a % that starts no escape. Write %25 for each %.";
      }
    }
    function hasProxy(url) {
      return (0, proxy.s)(url) !== void 0;
    }
    async function agentFor(url) {
      if (!hasProxy(url)) return directAgentFor(url);
      const {HttpClient: HttpClient} = await Promise.resolve().then(__nccwpck_require__.bind(__nccwpck_require__, 385));
      return (new HttpClient).getAgent(url.href);
    }
    function directAgentFor(url) {
      return url.protocol === "https:" ? new (external_node_https_default().Agent) : new (external_node_http_default().Agent);
    }
    // CONCATENATED MODULE: ./build/http/send.js
    const send = async (request, signal) => {
      signal.throwIfAborted();
      const exchange = startExchange(request);
      const {promise: stopped, reject: stop} = Promise.withResolvers();
      const stopBySignal = () => {
        stop(Error.isError(signal.reason) ? signal.reason : new Error("aborted"));
      };
      const timer = setTimeout(() => {
        const seconds = (request.timeout / 1e3).toFixed(1);
        const mayHaveArrived = exchange.mayHaveArrived();
        const what = mayHaveArrived ? "no whole answer came" : "no connection was made";
        stop(new TransportError(`${what} within ${seconds} s`, {
          mayHaveArrived: mayHaveArrived
        }));
      }, request.timeout);
      signal.addEventListener("abort", stopBySignal);
      try {
        return await Promise.race([ stopped, exchange.answer() ]);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", stopBySignal);
        exchange.close();
      }
    };
    function startExchange(request) {
      let hasLeft = false;
      let isClosed = false;
      let sent;
      return {
        mayHaveArrived: () => hasLeft,
        async answer() {
          try {
            const agent = request.agent ?? await agentFor(request.url);
            if (isClosed) throw new Error("closed before it was sent");
            sent = startRequest(request, agent);
            onceConnected(sent, () => {
              hasLeft = true;
            });
            const message = await answerTo(sent, request.body);
            if (!message) {
              const mayHaveArrived = hasLeft;
              throw new TransportError("the connection broke off before the answer", {
                mayHaveArrived: mayHaveArrived
              });
            }
            const body = await readBody(message, request.maxBytes);
            const answer = {
              status: message.statusCode ?? 0,
              headers: message.headers,
              body: body
            };
            refuseEncoded(answer);
            return answer;
          } catch (error) {
            throw error instanceof TransportError ? error : transportErrorOf(error, hasLeft);
          }
        },
        close() {
          isClosed = true;
          sent?.destroy();
        }
      };
    }
    function startRequest(request, agent) {
      const {url: url, method: method, headers: headers, family: family} = request;
      return (url.protocol === "https:" ? external_node_https_default() : external_node_http_default()).request(url, {
        method: method,
        headers: {
          "user-agent": "etoro-user-token-action",
          "accept-encoding": "identity",
          ...headers,
          ...request.body !== void 0 && {
            "content-length": Buffer.byteLength(request.body)
          }
        },
        agent: agent,
        ...family && {
          family: family
        }
      });
    }
    function onceConnected(request, connected) {
      request.on("socket", socket => {
        const overTls = socket instanceof external_node_tls_namespaceObject.TLSSocket;
        if (overTls ? socket.authorized : !socket.pending) connected(); else socket.once(overTls ? "secureConnect" : "connect", connected);
      });
    }
    function answerTo(request, body) {
      return new Promise((resolve, reject) => {
        request.on("response", resolve).on("error", reject).on("close", () => {
          resolve(void 0);
        }).end(body);
      });
    }
    function readBody(message, maxBytes) {
      return new Promise((resolve, reject) => {
        const fail = (problem, mayPass) => {
          reject(new TransportError(problem, {
            mayHaveArrived: true,
            mayPass: mayPass
          }));
        };
        const brokeOff = () => {
          fail("the connection broke off inside the answer", true);
        };
        const chunks = [];
        let bytes = 0;
        message.on("data", chunk => {
          bytes += chunk.length;
          if (bytes <= maxBytes) chunks.push(chunk); else fail(`the answer is larger than ${maxBytes} bytes`, false);
        }).on("end", () => {
          resolve(Buffer.concat(chunks).toString("utf8"));
        }).on("error", brokeOff).on("close", () => {
          if (!message.complete) brokeOff();
        });
      });
    }
    function refuseEncoded({status: status, headers: headers, body: body}) {
      const encoding = headers["content-encoding"] ?? "identity";
      if (status >= 300 || body === "" || encoding.toLowerCase() === "identity") return;
      throw new TransportError(`the answer (HTTP ${status}) is compressed, although the request does not allow it`, {
        mayHaveArrived: true,
        mayPass: false
      });
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
    function namesOf(scopes) {
      return scopes.apiVersion === "v1" ? scopes.scopeIds.map(id => knownScope(id)?.v1 ?? String(id)) : [ ...scopes.scopeNames ];
    }
    // CONCATENATED MODULE: ./build/secrets/shown-text.js
    function quote(text) {
      return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
    }
    function oneLine(text, most) {
      const line = text.slice(0, 10 * most).replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
      return line.length > most ? `${line.slice(0, most)}…` : line;
    }
    // CONCATENATED MODULE: ./build/inputs/parsed.js
    function listItems(text) {
      return text.split(/[\s,]+/).filter(item => item !== "");
    }
    function parseList(text, parseItem, keyOf = value => String(value).toLowerCase()) {
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
      const scopes = apiVersion === "v1" ? mapped(parseList(text, parseId), scopeIds => ({
        apiVersion: apiVersion,
        scopeIds: scopeIds
      })) : mapped(parseList(text, parseName), scopeNames => ({
        apiVersion: apiVersion,
        scopeNames: scopeNames
      }));
      const isEmpty = "value" in scopes && unwrapped(scopes.value).length === 0;
      return isEmpty ? {
        problem: `It has no scope. Write one or more of ${knownNames}.`
      } : scopes;
    }
    function mapped(parsed, map) {
      return "value" in parsed ? {
        value: map(parsed.value)
      } : parsed;
    }
    function unwrapped(scopes) {
      return scopes.apiVersion === "v1" ? scopes.scopeIds : scopes.scopeNames;
    }
    function parseId(item) {
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
    function parseName(item) {
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
      return unwrapped(scopes).filter(scope => knownScope(scope) === void 0).map(String);
    }
    function tradesRealMoney(scopes) {
      return unwrapped(scopes).some(scope => knownScope(scope)?.short === "real:write");
    }
    // CONCATENATED MODULE: external "node:timers/promises"
    const promises_namespaceObject = require("node:timers/promises");
    // CONCATENATED MODULE: ./build/time/clock.js
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
    function utcSeconds(time) {
      return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
    }
    function parseUtc(text) {
      const time = Date.parse(/Z$|[+-]\d\d:?\d\d$/i.test(text) ? text : `${text}Z`);
      return Number.isNaN(time) ? void 0 : time;
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
    function formsOf(secret) {
      const value = secret.reveal();
      if (value.length < SHORTEST_SECRET) return [];
      const bytes = Buffer.from(value);
      return [ value, encodeURIComponent(value.toWellFormed()), JSON.stringify(value).slice(1, -1), bytes.toString("hex"), ...base64At3Places(value) ];
    }
    function base64At3Places(value) {
      const bytes = Buffer.from(value);
      return [ 0, 1, 2 ].map(place => bytes.subarray(place).toString("base64"));
    }
    // CONCATENATED MODULE: ./build/http/retry-after.js
    function serverTime({headers: headers}) {
      return parseHttpDate(headers.date);
    }
    function retryAfter(answer, now) {
      const {"retry-after": after, ...others} = answer.headers;
      const serverNow = serverTime(answer) ?? now;
      const date = parseHttpDate(after);
      const waits = [ seconds(after), date === void 0 ? void 0 : date - serverNow ];
      if (answer.status === 429) {
        const unixTime = seconds(others["x-ratelimit-reset"]);
        waits.push(believable(seconds(others["ratelimit-reset"])), believable(unixTime === void 0 ? void 0 : unixTime - serverNow));
      }
      const told = waits.filter(wait => wait !== void 0);
      return told.length === 0 ? void 0 : Math.max(0, ...told);
    }
    function seconds(header) {
      return typeof header === "string" && /^\d{1,12}$/.test(header) ? Number(header) * SECOND : void 0;
    }
    function believable(wait) {
      return wait === void 0 || Math.abs(wait) > DAY ? void 0 : wait;
    }
    function parseHttpDate(text = "") {
      const isDate = /^(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d) \d\d:\d\d:\d\d GMT$/.test(text);
      const isAsctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(text);
      const time = isDate ? Date.parse(text) : isAsctime ? Date.parse(`${text} GMT`) : NaN;
      return Number.isNaN(time) ? void 0 : time;
    }
    // CONCATENATED MODULE: ./build/secrets/echo.js
    const PIECE = 8;
    const ROUNDS = 3;
    function echoesOf(secrets) {
      const forms = secrets.flatMap(formsOf);
      const twice = secrets.flatMap(secret => base64At3Places(secret.reveal()).flatMap(base64At3Places));
      return {
        forms: forms,
        letters: [ ...forms, ...twice ].map(lettersOf).join(" ")
      };
    }
    function repeatsSecret(text, known, pieceLength = PIECE) {
      let view = text;
      for (let round = 0; round <= ROUNDS; round++) {
        const seen = view;
        if (known.forms.some(form => seen.includes(form))) return true;
        const letters = lettersOf(view);
        for (let at = 0; at + pieceLength <= letters.length; at++) if (known.letters.includes(letters.slice(at, at + pieceLength))) return true;
        if (!/[%&\\]/.test(view)) break;
        view = decoded(view);
      }
      return false;
    }
    function lettersOf(text) {
      return text.toLowerCase().replace(/[^a-z0-9]/g, "");
    }
    const hexEscapes = [ /&#x([0-9a-f]{2,6});?/gi, /\\u\{?([0-9a-f]{4})\}?/gi, /%u([0-9a-f]{4})/gi, /(?:%|\\x)([0-9a-f]{2})/gi ];
    function decoded(text) {
      const character = code => code <= 1114111 ? String.fromCodePoint(code) : " ";
      return hexEscapes.reduce((rest, escape) => rest.replace(escape, (_, digits) => character(parseInt(digits, 16))), text).replace(/&#(\d{2,7});?/g, (_, digits) => character(Number(digits))).replace(/&amp;/gi, "&").replace(/&(?:lt|gt|quot|apos);|\\[nrt]/gi, " ");
    }
    // CONCATENATED MODULE: ./build/secrets/redact.js
    const redact_PIECE = 16;
    function redact(text, forms) {
      const isHidden = new Uint8Array(text.length);
      for (const form of forms) hideWhole(text, form, isHidden);
      hidePieces(text, forms.join("\0"), isHidden);
      let redacted = "";
      for (let at = 0; at < text.length; at++) if (!isHidden[at]) redacted += text.charAt(at); else if (!isHidden[at - 1]) redacted += "***";
      return redacted;
    }
    function hideWhole(text, form, isHidden) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) isHidden.fill(1, at, at + form.length);
    }
    function hidePieces(text, known, isHidden) {
      const isOpen = at => isHidden[at] === 0 && /\S/.test(text.charAt(at));
      for (let at = 0; at + redact_PIECE <= text.length; at++) {
        if (!known.includes(text.slice(at, at + redact_PIECE))) continue;
        let [start, end] = [ at, at + redact_PIECE ];
        if (!isHidden.subarray(start, end).includes(0)) continue;
        while (isOpen(start - 1)) start--;
        while (isOpen(end)) end++;
        isHidden.fill(1, start, end);
      }
    }
    // CONCATENATED MODULE: ./build/secrets/known-secrets.js
    const KEY_PIECE = 12;
    const LONGEST_READ = 1e4;
    const WITHHELD = "(text withheld, because it repeats a part of a key or token)";
    function openKnownSecrets(mask) {
      const secrets = [];
      let echoes;
      const known = () => echoes ??= echoesOf(secrets);
      const areRepeatedIn = (text, pieceLength) => repeatsSecret(text, known(), pieceLength);
      return {
        add(secret) {
          mask(secret.reveal());
          secrets.push(secret);
          echoes = void 0;
        },
        redact: text => redact(text, known().forms),
        areRepeatedIn: areRepeatedIn,
        foreignText(text, most = 300) {
          const read = text.slice(0, LONGEST_READ);
          return areRepeatedIn(read) ? WITHHELD : oneLine(read, most);
        }
      };
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
      constructor(cause, host, call) {
        super(`No answer from ${host}: ${cause.message}`, call, {
          cause: cause
        });
        this.mayHaveArrived = cause.mayHaveArrived;
        this.mayPass = cause.mayPass;
      }
    }
    // CONCATENATED MODULE: ./build/etoro/call.js
    const call_LONGEST_ANSWER = 64 * 1024;
    async function callEtoro(request, limits, tools) {
      const call = {
        operation: request.operation,
        requestId: tools.randomUuid()
      };
      const answer = await exchange(call, request, limits, tools);
      const {status: status} = answer;
      tools.etoroClock.learn(serverTime(answer));
      if (status === request.wantedStatus) return {
        call: call,
        json: parseJson(answer.body)
      };
      if (status >= 200 && status < 300) throw new UnexpectedAnswer(`HTTP ${status} instead of ${request.wantedStatus}`, call);
      throw new RefusedCall({
        status: status,
        ...reasonOf(answer.body, tools.secrets),
        retryAfter: retryAfter(answer, tools.now())
      }, call);
    }
    async function exchange(call, {method: method, path: path, body: body, maxBytes: maxBytes = call_LONGEST_ANSWER}, {timeout: timeout, signal: signal}, {apiUrl: apiUrl, keys: keys, send: send, agent: agent}) {
      const url = new URL(apiUrl);
      url.pathname = url.pathname.replace(/\/+$/, "") + path;
      const headers = {
        accept: "application/json",
        "x-request-id": call.requestId,
        "x-api-key": keys.apiKey.reveal(),
        "x-user-key": keys.userKey.reveal(),
        ...body && {
          "content-type": "application/json"
        }
      };
      try {
        return await send({
          method: method,
          url: url,
          headers: headers,
          timeout: timeout,
          maxBytes: maxBytes,
          ...body && {
            body: JSON.stringify(body)
          },
          ...agent && {
            agent: agent
          }
        }, signal);
      } catch (error) {
        throw error instanceof TransportError ? new LostCall(error, url.host, call) : error;
      }
    }
    function reasonOf(body, secrets) {
      const {errorCode: errorCode, errorMessage: errorMessage} = asObject(parseJson(body));
      const textOf = value => typeof value === "string" ? value.slice(0, LONGEST_READ) : "";
      const code = textOf(errorCode);
      const message = textOf(errorMessage);
      const isEcho = secrets.areRepeatedIn(code + message);
      return {
        errorCode: secrets.foreignText(code, 64) || void 0,
        errorMessage: isEcho ? WITHHELD : secrets.foreignText(message) || void 0
      };
    }
    function parseJson(text) {
      try {
        return JSON.parse(text.replace(/^\uFEFF/, ""));
      } catch {
        return;
      }
    }
    function asObject(json) {
      return typeof json === "object" && json !== null ? json : {};
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
    function createdUserToken(json, call, userTokenName, {keys: keys, secrets: secrets}) {
      const answer = asObject(json);
      const {userToken: userToken} = answer;
      const userTokenId = toUuid(answer.userTokenId);
      const isEcho = userTokenId !== void 0 && secrets.redact(userTokenId) !== userTokenId;
      const secret = typeof userToken === "string" && userToken !== "" && new Secret(userToken);
      if (secret) secrets.add(secret);
      if (userTokenId === void 0 || isEcho) throw new UnexpectedAnswer("HTTP 201 without a userTokenId", call);
      const {requestId: requestId} = call;
      const known = [ keys.apiKey.reveal(), keys.userKey.reveal(), userTokenId, userTokenName, requestId ];
      if (!secret || secret.reveal().length < SHORTEST_SECRET || !/^[\x21-\x7e]{1,8192}$/.test(secret.reveal()) || known.some(value => value.toLowerCase().includes(secret.reveal().toLowerCase()))) throw new UnexpectedAnswer("HTTP 201 without a userToken", call);
      return {
        userTokenId: userTokenId,
        userToken: secret,
        granted: grantOf(json),
        call: call
      };
    }
    function listedPortfolios(json, call) {
      const {agentPortfolios: agentPortfolios} = asObject(json);
      if (!Array.isArray(agentPortfolios)) throw new UnexpectedAnswer("HTTP 200 without agentPortfolios", call);
      return agentPortfolios.flatMap(portfolio => {
        const {agentPortfolioId: agentPortfolioId, agentPortfolioName: agentPortfolioName, userTokens: userTokens} = asObject(portfolio);
        const id = toUuid(agentPortfolioId);
        if (id === void 0) return [];
        const tokens = Array.isArray(userTokens) ? userTokens : [];
        const name = typeof agentPortfolioName === "string" ? agentPortfolioName : "";
        return [ {
          id: id,
          name: name,
          userTokens: tokens.flatMap(token => listedUserToken(token) ?? [])
        } ];
      });
    }
    function listedUserToken(json) {
      const {userTokenId: id, userTokenName: userTokenName, createdAt: createdAt} = asObject(json);
      const userTokenId = toUuid(id);
      if (userTokenId === void 0 || typeof userTokenName !== "string") return;
      return {
        userTokenId: userTokenId,
        userTokenName: userTokenName,
        createdAt: timeOf(createdAt),
        ...grantOf(json)
      };
    }
    function grantOf(json) {
      const token = asObject(json);
      const scopes = [ token.scopeIds, token.scopeNames ].flatMap(list => Array.isArray(list) ? list.filter(scope => isScope(scope)) : []);
      const {ipsWhitelist: ipsWhitelist, expiresAt: expiresAt} = token;
      return {
        scopes: scopes.length > 0 ? scopes : void 0,
        ipsWhitelist: ipsWhitelist === null ? [] : addressesOf(ipsWhitelist),
        expiresAt: expiresAt === null ? "never" : timeOf(expiresAt)
      };
    }
    function addressesOf(value) {
      return Array.isArray(value) && value.every(isText) ? value : void 0;
    }
    function timeOf(value) {
      return isText(value) ? parseUtc(value) : void 0;
    }
    function isText(value) {
      return typeof value === "string";
    }
    function isScope(value) {
      return typeof value === "number" || isText(value);
    }
    // CONCATENATED MODULE: ./build/etoro/client.js
    class PortfolioNotListed extends UnexpectedAnswer {
      portfolios;
      constructor(portfolios, call) {
        super("a list without this agent-portfolio", call);
        this.portfolios = portfolios;
      }
    }
    const LONGEST_LIST = 8 * 1024 * 1024;
    function connectEtoro(agentPortfolioId, tools) {
      const tokensPath = version => `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;
      async function list(limits) {
        const {call: call, json: json} = await callEtoro({
          operation: "list",
          method: "GET",
          path: "/api/v1/agent-portfolios",
          wantedStatus: 200,
          maxBytes: LONGEST_LIST
        }, limits, tools);
        return {
          call: call,
          portfolios: listedPortfolios(json, call)
        };
      }
      return {
        async createUserToken(order, limits) {
          const path = tokensPath(order.scopes.apiVersion);
          const request = {
            operation: "create",
            method: "POST",
            path: path,
            wantedStatus: 201
          };
          const answer = await callEtoro({
            ...request,
            body: createBody(order)
          }, limits, tools);
          return createdUserToken(answer.json, answer.call, order.userTokenName, tools);
        },
        async revokeUserToken(userTokenId, limits) {
          const path = `${tokensPath("v1")}/${userTokenId}`;
          const request = {
            operation: "revoke",
            method: "DELETE",
            path: path,
            wantedStatus: 204
          };
          try {
            await callEtoro(request, limits, tools);
            return "revoked";
          } catch (error) {
            if (error instanceof RefusedCall && saysTokenIsGone(error)) return "gone";
            throw error;
          }
        },
        listPortfolios: async limits => (await list(limits)).portfolios,
        async listUserTokens(limits) {
          const {call: call, portfolios: portfolios} = await list(limits);
          const portfolio = portfolios.find(({id: id}) => id === agentPortfolioId);
          if (!portfolio) throw new PortfolioNotListed(portfolios, call);
          return portfolio.userTokens;
        }
      };
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
    function saysTokenIsGone({refusal: refusal}) {
      return refusal.status === 404 && /^user token not found\.?$/i.test(refusal.errorMessage ?? "");
    }
    // CONCATENATED MODULE: ./build/etoro/clock.js
    const TOLERATED_ERROR = 30 * SECOND;
    const BELIEVED_ERROR = DAY;
    function startEtoroClock(clock, onCorrection) {
      let ahead = 0;
      let correction = 0;
      return {
        learn(serverTime) {
          if (serverTime === void 0) return;
          ahead = serverTime - clock.now();
          const error = Math.abs(ahead);
          if (correction !== 0 || error <= TOLERATED_ERROR || error > BELIEVED_ERROR) return;
          correction = ahead;
          onCorrection(correction);
        },
        ahead: () => ahead,
        correction: () => correction,
        earliestNow: () => clock.now() + (Math.abs(ahead) > BELIEVED_ERROR ? Math.min(0, ahead) : ahead)
      };
    }
    // CONCATENATED MODULE: ./build/http/backoff.js
    const FIRST_PAUSE = SECOND;
    const LONGEST_PAUSE = 30 * SECOND;
    function backoff(tries, random) {
      return random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
    }
    // CONCATENATED MODULE: ./build/etoro/retries.js
    const LONGEST_CALL = 20 * SECOND;
    const SHORTEST_CALL = SECOND;
    const SPREAD_OF_A_START = SECOND;
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
    function startRetries(budget, tools) {
      const {clock: clock, random: random, log: log, signal: signal, waitSignal: waitSignal = signal} = tools;
      let tries = 0;
      return {
        limits: () => ({
          timeout: Math.min(budget.remaining(), LONGEST_CALL, Math.max(SHORTEST_CALL, budget.total / 4)),
          signal: signal
        }),
        async waitAfter(error, next, least = 0) {
          tries++;
          const asked = error instanceof RefusedCall ? error.refusal.retryAfter : void 0;
          const wait = Math.max(asked ?? 0, isRateLimited(error) ? SECOND : 0);
          const room = budget.remaining() - SHORTEST_CALL;
          const shortest = Math.max(wait, least);
          if (shortest > room || room <= 0) throw new OutOfTime(error, asked ?? 0, budget);
          const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
          const pause = Math.min(shortest + spread, room);
          log.info(`${error.message.replace(/\.$/, "")}. Waiting ${formatDuration(pause)} before ${next}.`);
          await clock.sleep(pause, waitSignal);
        }
      };
    }
    function isRateLimited(error) {
      return error instanceof RefusedCall && error.refusal.status === 429;
    }
    // CONCATENATED MODULE: external "node:url"
    const external_node_url_namespaceObject = require("node:url");
    // CONCATENATED MODULE: ./build/http/early-connection.js
    const LONGEST_START = 250;
    const LONGEST_WAIT = 5 * SECOND;
    async function connectEarly(url) {
      if (hasProxy(url)) return;
      await (0, promises_namespaceObject.setImmediate)();
      const agent = directAgentFor(url);
      const connect = agent.createConnection.bind(agent);
      const {hostname: hostname, port: port} = (0, external_node_url_namespaceObject.urlToHttpOptions)(url);
      const host = hostname ?? "";
      const isAddress = (0, external_node_net_namespaceObject.isIPv4)(host) || host.includes(":");
      const target = {
        host: host,
        port: port ?? (url.protocol === "https:" ? 443 : 80),
        servername: isAddress ? "" : host,
        noDelay: true
      };
      let early = connect(target);
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
      const etoro = connectEtoro(agentPortfolioId, {
        apiUrl: apiUrl,
        keys: keys,
        send: send,
        randomUuid: external_node_crypto_namespaceObject.randomUUID,
        etoroClock: etoroClock,
        now: systemClock.now,
        secrets: secrets,
        ...agent && {
          agent: agent
        }
      });
      return {
        etoro: etoro,
        etoroClock: etoroClock,
        clock: systemClock,
        log: log,
        secrets: secrets,
        startRetries: (budget, waits = {}) => startRetries(budget, {
          clock: systemClock,
          random: Math.random,
          log: log,
          signal: signal,
          ...waits
        })
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
    // CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
    void 0 && (void 0).__awaiter;
    // CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
    void 0 && (void 0).__awaiter;
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
    // CONCATENATED MODULE: ./build/runner/outputs.js
    function setOutputs(issued) {
      const {granted: granted} = issued;
      setOutput("token", issued.userToken.reveal());
      setOutput("token-id", issued.userTokenId);
      setOutput("token-name", issued.userTokenName);
      setOutput("expires-at", utcSeconds(granted.expiresAt));
      setOutput("scopes", granted.scopes.join(","));
      setOutput("runner-ip", granted.ipsWhitelist.join(","));
      setOutput("request-id", issued.call.requestId);
    }
    function exportToEnvironment({apiKey: apiKey}, {userToken: userToken}) {
      exportVariable("ETORO_API_KEY", apiKey.reveal());
      exportVariable("ETORO_USER_KEY", userToken.reveal());
    }
    function describe({userTokenName: userTokenName, userTokenId: userTokenId, granted: granted, call: call}, isRevokedAtEnd) {
      const end = isRevokedAtEnd ? ", or when this job ends" : " (revoke is false)";
      return [ [ "Name", userTokenName ], [ "Scopes", granted.scopes.join(", ") ], [ "Usable from", granted.ipsWhitelist.join(", ") || "anywhere" ], [ "Expires", utcSeconds(granted.expiresAt) + end ], [ "Token id", userTokenId ], [ "Request id", call.requestId ] ];
    }
    function logIssued([[, name], ...rows], log) {
      log.info(`Created the user token ${name}`);
      for (const [title, text] of rows) log.info(`  ${title}: ${text}`);
    }
    function warnOfClock(milliseconds, log) {
      const side = milliseconds > 0 ? "behind" : "ahead of";
      log.warning(`The clock of this runner is ${formatDuration(Math.abs(milliseconds))} ${side} eToro's. The expiry of the token follows eToro's clock.`);
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
    // CONCATENATED MODULE: ./build/token/granted.js
    class GrantedMore extends Error {
      name="GrantedMore";
      call;
      constructor(more, call) {
        super(`eToro granted more than was asked for: ${more}`);
        this.call = call;
      }
    }
    function compareGrant(told, asked) {
      const scopes = compareScopes(told.scopes, asked.scopes);
      const addresses = compareAddresses(told.ipsWhitelist, asked.ipsWhitelist);
      const expiry = compareExpiry(told.expiresAt, asked.expiresAt);
      return {
        scopes: scopes.granted,
        ipsWhitelist: addresses.granted,
        expiresAt: expiry.granted,
        more: [ scopes, addresses, expiry ].flatMap(({more: more = []}) => more),
        less: [ scopes, addresses, expiry ].flatMap(({less: less = []}) => less)
      };
    }
    function compareScopes(told, scopes) {
      const names = namesOf(scopes);
      if (told === void 0) return {
        granted: names
      };
      const keyOf = scope => knownScope(scope)?.short ?? String(scope).toLowerCase();
      const toldKeys = new Set(told.map(keyOf));
      const askedKeys = new Set(names.map(keyOf));
      const isUnknownId = name => /^\d+$/.test(name);
      const unnamed = names.filter(name => isUnknownId(name) && !toldKeys.has(name)).length;
      const extra = told.filter(scope => !askedKeys.has(keyOf(scope)));
      const strange = extra.filter(scope => knownScope(scope) === void 0);
      const isExplained = strange.length <= unnamed;
      const more = isExplained ? extra.filter(scope => !strange.includes(scope)) : extra;
      const isGranted = name => toldKeys.has(keyOf(name)) || isUnknownId(name) && isExplained && strange.length === unnamed;
      return {
        granted: names.filter(isGranted),
        more: more.map(scope => `the scope ${scope}`),
        less: names.filter(name => !isGranted(name)).map(name => `without the scope ${name}`)
      };
    }
    function compareAddresses(told, asked) {
      if (told === void 0) return {
        granted: asked
      };
      if (told.length === 0) return {
        granted: [],
        more: asked.length > 0 ? [ "use from any address" ] : []
      };
      const extra = asked.length > 0 ? told.filter(address => !asked.includes(address)) : [];
      const missing = asked.filter(address => !told.includes(address));
      return {
        granted: told.filter(external_node_net_namespaceObject.isIPv4),
        more: extra.map(address => `use from the address ${address}`),
        less: asked.length === 0 ? [ `for use from ${told.join(", ")} only` ] : missing.map(address => `without the address ${address}`)
      };
    }
    function compareExpiry(told, asked) {
      if (told === void 0) return {
        granted: asked
      };
      if (told === "never") return {
        granted: asked,
        more: [ "no expiry" ]
      };
      const times = `expiry at ${utcSeconds(told)} instead of ${utcSeconds(asked)}`;
      return {
        granted: told,
        more: told - asked >= SECOND ? [ times ] : [],
        less: asked - told >= SECOND ? [ times ] : []
      };
    }
    // CONCATENATED MODULE: ./build/etoro/verdict.js
    const refused = {
      mayHaveWorked: false,
      next: "stop"
    };
    const uncertain = {
      mayHaveWorked: true,
      next: "wait"
    };
    function verdictOf(error) {
      if (error instanceof RefusedCall) return verdictOfRefusal(error);
      if (error instanceof LostCall) {
        const {mayHaveArrived: mayHaveWorked, mayPass: mayPass} = error;
        if (mayPass) return {
          mayHaveWorked: mayHaveWorked,
          next: "wait"
        };
        return mayHaveWorked ? broken(error) : refused;
      }
      return broken(error);
    }
    function verdictOfRefusal(error) {
      const {status: status, errorCode: errorCode} = error.refusal;
      if (status === 408) return uncertain;
      if (status === 409 && errorCode === "UserKeyNameAlreadyExists") return {
        mayHaveWorked: false,
        next: "other-name"
      };
      if (status === 429) {
        const isFull = errorCode === "MaxUserTokensExceeded";
        return {
          mayHaveWorked: false,
          next: isFull ? "make-room" : "wait"
        };
      }
      if (isForeign404(error) && error.call.operation === "revoke") return uncertain;
      if (status >= 300 && status < 500) return refused;
      if (status >= 500 && status < 600) return uncertain;
      return broken(error);
    }
    function isForeign404({refusal: refusal}) {
      return refusal.status === 404 && refusal.errorCode === void 0;
    }
    function broken({call: call}) {
      return {
        mayHaveWorked: true,
        next: call.operation === "create" ? "stop" : "wait"
      };
    }
    // CONCATENATED MODULE: ./build/token/name.js
    const GENERATED_PREFIX = "gha-";
    const LONGEST_NAME = 64;
    function generateTokenName(run, random) {
      const tail = [ run.runId, run.runAttempt, random ].filter(part => part !== void 0).join("-");
      const head = [ run.owner, run.repo ].filter(part => part !== void 0).join("-").replace(/[^A-Za-z0-9._-]/g, "-").slice(0, LONGEST_NAME - GENERATED_PREFIX.length - tail.length - 1);
      return GENERATED_PREFIX + (head === "" ? tail : `${head}-${tail}`);
    }
    function isNameOfRun(name, run) {
      const [, attempt, random] = /-([1-9]\d*)-([0-9a-f]{12})$/.exec(name) ?? [];
      return random !== void 0 && name === generateTokenName({
        ...run,
        runAttempt: Number(attempt)
      }, random);
    }
    // CONCATENATED MODULE: ./build/token/revoke-one.js
    async function revokeOne(token, userTokenId, failures, {etoro: etoro, retries: retries, log: log}) {
      const limit = failures.values().find(isRateLimited);
      if (limit) {
        failures.set(token, limit);
        return;
      }
      try {
        const end = await etoro.revokeUserToken(userTokenId, retries.limits());
        const name = quote(token.userTokenName || userTokenId);
        log.info(end === "revoked" ? `Revoked the user token ${name}.` : `The user token ${name} is gone already.`);
        return end;
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        failures.set(token, error);
        return;
      }
    }
    // CONCATENATED MODULE: ./build/token/lost.js
    const SLOWEST_CREATE = 25 * SECOND;
    const CLOCK_RESOLUTION = 2 * SECOND;
    const CORRECTED_CLOCK_ERROR = 30 * MINUTE;
    async function settleOnce(tools) {
      const {ledger: ledger, etoro: etoro, retries: retries, clock: clock} = tools;
      const failures = new Map;
      const tokens = ledger.unsettled();
      const lost = tokens.filter(({userTokenId: userTokenId}) => userTokenId === void 0);
      for (const token of tokens) {
        if (token.userTokenId === void 0) continue;
        if (await revokeOne(token, token.userTokenId, failures, tools)) ledger.remove(token);
      }
      if (lost.length === 0) return failures;
      const askedAt = clock.now();
      try {
        const listed = await etoro.listUserTokens(retries.limits());
        for (const token of lost) {
          const twins = tokens.filter(({userTokenName: userTokenName}) => userTokenName === token.userTokenName);
          const isOver = askedAt - token.sentAt > SLOWEST_CREATE;
          const found = listed.filter(other => isMade(other, token, tools.etoroClock));
          let left = found.length;
          for (const {userTokenId: userTokenId} of found) if (await revokeOne(token, userTokenId, failures, tools)) left--;
          if (found.length === 0 && isOver) ledger.giveUp(token);
          if (found.length > 0 && left === 0 && (isOver || twins.length === 1)) ledger.remove(token);
        }
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        for (const token of lost) failures.set(token, error);
      }
      return failures;
    }
    function isMade(listed, token, etoroClock) {
      if (listed.userTokenName !== token.userTokenName) return false;
      if (token.isGenerated) return true;
      const {expiresAt: expiresAt, createdAt: createdAt, ipsWhitelist: ipsWhitelist = token.ipsWhitelist} = listed;
      if ([ ...ipsWhitelist ].sort().join() !== [ ...token.ipsWhitelist ].sort().join()) return false;
      const sentAt = token.sentAt + etoroClock.ahead();
      if (typeof expiresAt === "number" && utcSeconds(expiresAt) === utcSeconds(token.expiresAt)) return createdAt === void 0 || createdAt >= sentAt - CORRECTED_CLOCK_ERROR;
      const mayBeCut = typeof expiresAt !== "number" || expiresAt < token.expiresAt;
      return mayBeCut && createdAt !== void 0 && createdAt >= sentAt - CLOCK_RESOLUTION && createdAt <= sentAt + SLOWEST_CREATE;
    }
    // CONCATENATED MODULE: ./build/token/recover.js
    const LOOK_PAUSE = 5 * SECOND;
    class CouldNotRecover extends Error {
      name="CouldNotRecover";
      cause;
      recovery;
      constructor(cause, recovery) {
        super(cause.message);
        this.cause = cause;
        this.recovery = recovery;
      }
    }
    async function settle(cause, isEnough, tools) {
      const {ledger: ledger, retries: retries} = tools;
      const next = "looking again for lost tokens";
      const before = ledger.tokens().length;
      for (;;) {
        const [error] = (await settleOnce(tools)).values();
        if (error === void 0) {
          if (isEnough()) return before - ledger.tokens().length;
          await retries.waitAfter(cause, next, LOOK_PAUSE);
          continue;
        }
        if (verdictOf(error).next !== "wait") throw new CouldNotRecover(cause, error);
        try {
          await retries.waitAfter(error, next);
        } catch (outOfTime) {
          throw outOfTime instanceof OutOfTime ? new CouldNotRecover(cause, outOfTime) : outOfTime;
        }
      }
    }
    async function trySettle(tools) {
      for (const {message: message} of new Set((await settleOnce(tools)).values())) tools.log.info(`${message}. The post step tries again to revoke what was made.`);
    }
    async function rejectMoreThanAsked({granted: {more: more, less: less}, call: call}, tools) {
      const {secrets: secrets, log: log} = tools;
      const listed = texts => secrets.foreignText(texts.join("; "));
      if (more.length > 0) {
        await trySettle(tools);
        throw new GrantedMore(listed(more), call);
      }
      if (less.length > 0) log.warning(`eToro granted less than was asked for: ${listed(less)}.`);
    }
    // CONCATENATED MODULE: ./build/token/make-room.js
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
    function expiredGenerated(userTokens, etoroClock) {
      return expiredOf(userTokens, etoroClock).filter(({userTokenName: userTokenName}) => userTokenName.startsWith(GENERATED_PREFIX));
    }
    function expiredOf(userTokens, etoroClock) {
      const now = etoroClock.earliestNow();
      return userTokens.filter(({expiresAt: expiresAt}) => typeof expiresAt === "number" && expiresAt < now);
    }
    async function makeRoom(full, tools) {
      try {
        await revokeExpired(full, tools);
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        if (verdictOf(error).next !== "wait") throw new CouldNotRecover(full, error);
        await tools.retries.waitAfter(error, "trying again to make room");
      }
    }
    async function revokeExpired(full, {etoro: etoro, etoroClock: etoroClock, retries: retries, log: log, secrets: secrets}) {
      const userTokens = await etoro.listUserTokens(retries.limits());
      const removable = expiredGenerated(userTokens, etoroClock);
      if (removable.length === 0) throw new PortfolioFull(full, userTokens.length, expiredOf(userTokens, etoroClock).length);
      for (const {userTokenId: userTokenId, userTokenName: userTokenName} of removable.slice(0, MOST_REVOKED_AT_ONCE)) {
        const end = await etoro.revokeUserToken(userTokenId, retries.limits());
        if (end === "gone") continue;
        const name = quote(secrets.foreignText(userTokenName, 80));
        log.info(`The portfolio is full: revoked the expired user token ${name}.`);
      }
    }
    // CONCATENATED MODULE: ./build/token/portfolio-not-found.js
    const MOST_NAMED = 10;
    class PortfolioNotFound extends Error {
      name="PortfolioNotFound";
      cause;
      portfolios;
      total;
      constructor(cause, portfolios, total) {
        super(cause.message);
        this.cause = cause;
        this.portfolios = portfolios;
        this.total = total;
      }
    }
    async function namingPortfolios(make, {etoro: etoro, retries: retries, secrets: secrets}) {
      try {
        return await make();
      } catch (error) {
        if (!(error instanceof RefusedCall) || error.refusal.status !== 404 || isForeign404(error)) throw error;
        const portfolios = await etoro.listPortfolios(retries.limits()).catch(failure => {
          throw failure instanceof EtoroError ? error : failure;
        });
        throw portfolioNotFound(error, portfolios, secrets);
      }
    }
    function portfolioNotFound(cause, portfolios, secrets) {
      const named = portfolios.slice(0, MOST_NAMED).map(({id: id, name: name}) => `${id} ${secrets.foreignText(name, 80)}`.trim());
      return new PortfolioNotFound(cause, named, portfolios.length);
    }
    // CONCATENATED MODULE: ./build/runner/advice.js
    const notAsPromised = "This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.";
    const noSuchPortfolio = "This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.";
    const adviceByCode = {
      Forbidden: "The user key belongs to an agent-portfolio. Use the user key of the account that owns the agent-portfolio.",
      InsufficientPermissions: "The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough), and to list tokens any permission for real or agent-portfolio. The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real and Write access.",
      ScopeIdsRequired: "Name at least one scope in the input scopes.",
      ScopeIdInvalid: "eToro does not know one of the scopes: check the input scopes for ids.",
      ScopeIdsDuplicateItems: "Name each scope once in the input scopes.",
      ScopeNameNotAllowed: "The user key may not grant one of the scopes. Ask for fewer in the input scopes, or use a user key that has them: a key for the environment Real grants real scopes, a key for Demo grants demo scopes.",
      IpsWhitelistInvalidIp: "eToro accepts public IPv4 addresses only: check the input runner-ip.",
      ValidationFailed: "Check the inputs token-name, expires-in and scopes, and that the clock of this runner is right.",
      UserKeyNameAlreadyExists: "The portfolio has another token of this name. Leave the input token-name out, so that each job makes its own name, or revoke the other token.",
      MaxUserTokensExceeded: "Revoke tokens on the portfolio that nobody needs any more.",
      TooManyRequests: "eToro limits how many calls a user key makes in a minute, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel), or raise the input timeout."
    };
    const adviceByStatus = [ [ 300, 399, "This step does not follow redirects, because they could take the keys to another place. Check the input api-url." ], [ 400, 400, "Check the inputs of this step." ], [ 401, 401, "A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses." ], [ 403, 403, "The user key may not do this. Check its permissions in eToro." ], [ 404, 404, noSuchPortfolio ], [ 407, 407, "The proxy wants other credentials. Check https_proxy in the environment." ], [ 429, 429, "Start fewer jobs at once (strategy.max-parallel), or raise the input timeout." ], [ 500, 599, "eToro has a problem. Try again later, or ask its support about the request id." ] ];
    function adviceFor(error) {
      if (error instanceof RefusedCall) {
        const {status: status, errorCode: errorCode = ""} = error.refusal;
        if (isForeign404(error)) return notAsPromised;
        const byStatus = adviceByStatus.find(([from, to]) => from <= status && status <= to)?.[2];
        const byCode = Object.hasOwn(adviceByCode, errorCode) ? adviceByCode[errorCode] : void 0;
        return byCode ?? byStatus ?? "Check the input api-url, and any proxy on the way.";
      }
      if (error instanceof PortfolioNotListed) return noSuchPortfolio;
      if (error instanceof UnexpectedAnswer) return notAsPromised;
      if (error instanceof LostCall && !error.mayPass) return error.mayHaveArrived ? notAsPromised : "Check the input api-url. Behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.";
      return "Check the input api-url, the network of this runner and its proxy (https_proxy), or try again later.";
    }
    // CONCATENATED MODULE: ./build/runner/error-message.js
    function errorMessage(error) {
      if (error instanceof OutOfTime) return `${callMessage(error.cause)} ${outOfTime(error)}`;
      if (error instanceof CouldNotRecover) return `${callMessage(error.cause)} What this step did about it failed as well: ${errorMessage(error.recovery)}`;
      if (error instanceof PortfolioFull) return `${callMessage(error.cause)} It has ${error.tokens} tokens, ${error.expired} of them expired, and none that this action may revoke by itself (expired and named gha-…).`;
      if (error instanceof PortfolioNotFound) return `${callMessage(error.cause)} ${portfoliosMessage(error)}`;
      if (error instanceof GrantedMore) return `${error.message} (${reference(error.call)}). The token is not used. ${notAsPromised}`;
      if (error instanceof NoAgreement) return `${error.message} because too few services agree:\n${error.answers.map(answer => `- ${answer}`).join("\n")}\nWrite the public addresses of the runner in the input runner-ip (all that are listed here, if the runner has several), or none to let anyone use the token.`;
      if (error instanceof EtoroError) return callMessage(error);
      return error instanceof Error ? error.message : "An unknown error.";
    }
    function callMessage(error) {
      return `${error.message} (${reference(error.call)}). ${adviceFor(error)}`;
    }
    function reference({operation: operation, requestId: requestId}) {
      const purposes = {
        create: "",
        revoke: "revoking a token, ",
        list: "listing the tokens, "
      };
      return `${purposes[operation]}request id ${requestId}`;
    }
    function outOfTime({asked: asked, budget: budget}) {
      const total = formatDuration(budget.total);
      return asked > 0 ? `There was no further try: eToro asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${total} are left.` : `There was no further try because the time of ${total} is used up.`;
    }
    function portfoliosMessage({portfolios: portfolios, total: total}) {
      if (total === 0) return "This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio";
      const rest = total > portfolios.length ? `\n- and ${total - portfolios.length} more` : "";
      return `The agent-portfolios of this user key are:\n${portfolios.map(portfolio => `- ${portfolio}`).join("\n")}${rest}`;
    }
    function leftTokenMessage({userTokenName: userTokenName, userTokenId: userTokenId, expiresAt: expiresAt}, error) {
      const name = quote(userTokenName);
      const expiry = utcSeconds(expiresAt);
      if (error === void 0) return `The user token ${name}, whose create call got no answer, was not found so far. If eToro makes it after all, it expires by itself at ${expiry}.`;
      return userTokenId === void 0 ? `There may be a user token ${name} that nobody holds: ${errorMessage(error)} If there is one, it expires by itself at ${expiry}.` : `The user token ${name} is not revoked: ${errorMessage(error)} It expires by itself at ${expiry}.`;
    }
    // CONCATENATED MODULE: ./build/runner/exit.js
    function exit() {
      if (process.getActiveResourcesInfo().includes("GetAddrInfoReqWrap")) {
        const code = Number(process.exitCode ?? 0);
        if (process.platform !== "win32") process.execve?.(process.execPath, [ process.execPath, "-e", `process.exit(${code})` ], {}); else if (code === 1) process.kill(process.pid, "SIGKILL");
      }
      process.exit();
    }
    // CONCATENATED MODULE: ./build/runner/keys.js
    function takeKeys(secrets) {
      const take = (input, variable) => {
        const text = getInput(input) || (process.env[variable] ?? "").trim();
        if (text === "") return {
          problem: `${input}: It is not given. Write ${input}: \${{ secrets.${variable} }}, and check that the repository, or the environment of the job, has that secret: GitHub gives no secrets to workflows from forks and from Dependabot.`
        };
        const value = new Secret(text);
        secrets.add(value);
        const copyAgain = "Copy the key into the secret again.";
        if (!/^[\x21-\x7e]+$/.test(text)) return {
          problem: `${input}: It has a character that no key has, such as a space or a line break. ${copyAgain}`
        };
        if (text.length < SHORTEST_SECRET) return {
          problem: `${input}: It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}`
        };
        return {
          value: value
        };
      };
      const keys = {
        apiKey: take("api-key", "ETORO_API_KEY"),
        userKey: take("user-key", "ETORO_USER_KEY")
      };
      const exported = process.env["ETORO_USER_KEY"]?.trim() ?? "";
      if (getInput("user-key") !== "" && exported !== "") secrets.add(new Secret(exported));
      return keys;
    }
    function readKeys(reader, {apiKey: apiKey, userKey: userKey}) {
      for (const key of [ apiKey, userKey ]) if ("problem" in key) reader.add(key.problem);
      if ("problem" in apiKey || "problem" in userKey) return;
      return {
        apiKey: apiKey.value,
        userKey: userKey.value
      };
    }
    // CONCATENATED MODULE: ./build/runner/program.js
    class Cancelled extends Error {
      name="Cancelled";
    }
    async function runProgram(run, fail) {
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
      const failed = error => {
        fail(errorMessage(error), error, log);
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
        failed(error);
      }
      await printed();
    }
    function stopSignal() {
      const stop = new AbortController;
      for (const name of [ "SIGINT", "SIGTERM" ]) process.on(name, () => {
        stop.abort(new Cancelled(`The step was stopped (${name}).`));
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
    // CONCATENATED MODULE: ./build/token/ledger.js
    function openLedger(tokens, save) {
      let open = [ ...tokens ];
      const givenUp = new Set;
      const update = next => {
        open = next;
        save(open);
      };
      return {
        tokens: () => [ ...open ],
        unsettled: () => open.filter(token => !givenUp.has(token)),
        add(token) {
          update([ ...open, token ]);
        },
        identify(token, userTokenId) {
          update(open.map(other => other === token ? {
            ...token,
            userTokenId: userTokenId
          } : other));
        },
        remove(token) {
          update(open.filter(other => other !== token));
        },
        giveUp(token) {
          givenUp.add(token);
        },
        keep(userTokenName) {
          update(open.filter(token => token.userTokenName !== userTokenName));
        }
      };
    }
    // CONCATENATED MODULE: ./build/runner/saved-state.js
    const STATE = "tokens";
    function openSavedLedger(apiUrl, agentPortfolioId, userKey) {
      const userKeyDigest = digestOf(userKey, (0, external_node_crypto_namespaceObject.randomBytes)(16).toString("hex"));
      return openLedger([], tokens => {
        const state = {
          apiUrl: apiUrl.href,
          agentPortfolioId: agentPortfolioId,
          userKeyDigest: userKeyDigest,
          tokens: tokens
        };
        saveState(STATE, JSON.stringify(state));
      });
    }
    function readSavedState() {
      const text = getState(STATE);
      if (text === "") return;
      const state = JSON.parse(text);
      if (isSavedState(state)) return state;
      throw new Error("The state that the step saved cannot be read.");
    }
    function isKeyOf({userKeyDigest: userKeyDigest}, userKey) {
      const [salt = ""] = userKeyDigest.split(":");
      return digestOf(userKey, salt) === userKeyDigest;
    }
    function digestOf(userKey, salt) {
      const digest = (0, external_node_crypto_namespaceObject.createHmac)("sha256", salt).update(userKey.reveal()).digest("hex");
      return `${salt}:${digest.slice(0, 32)}`;
    }
    function isSavedState(value) {
      if (typeof value !== "object" || value === null) return false;
      const state = value;
      return typeof state.apiUrl === "string" && typeof state.agentPortfolioId === "string" && isUuid(state.agentPortfolioId) && typeof state.userKeyDigest === "string" && Array.isArray(state.tokens) && state.tokens.every(isOpenToken);
    }
    function isOpenToken(value) {
      if (typeof value !== "object" || value === null) return false;
      const token = value;
      return typeof token.userTokenName === "string" && typeof token.isGenerated === "boolean" && isTime(token.expiresAt) && Array.isArray(token.ipsWhitelist) && token.ipsWhitelist.every(address => typeof address === "string") && isTime(token.sentAt) && (token.userTokenId === void 0 || typeof token.userTokenId === "string" && isUuid(token.userTokenId));
    }
    function isTime(value) {
      return typeof value === "number" && !Number.isNaN(new Date(value).getTime());
    }
    // CONCATENATED MODULE: ./build/inputs/duration.js
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
    // CONCATENATED MODULE: ./build/inputs/runner-ip.js
    function parseRunnerIp(text) {
      const items = listItems(text);
      const word = items[0]?.toLowerCase();
      if (items.length === 1 && (word === "auto" || word === "none")) return {
        value: word
      };
      if (items.length === 0) return {
        problem: "It has no address. Write auto, none, or one or more IPv4 addresses."
      };
      return parseList(text, parseIPv4);
    }
    function parseIPv4(item) {
      if (isIPv4(item)) return {
        value: item
      };
      if (/^(?:auto|none)$/i.test(item)) return {
        problem: `${quote(item)} cannot be combined with others. Write it alone, or only addresses.`
      };
      if ((0, external_node_net_namespaceObject.isIPv6)(item)) return {
        problem: `${quote(item)} is an IPv6 address, and eToro accepts IPv4 only. Write the public IPv4 address of the runner.`
      };
      if (item.includes("/")) return {
        problem: `${quote(item)} is a range, and eToro accepts single addresses only. Write each address.`
      };
      return {
        problem: `${quote(item)} is not an IPv4 address. Write auto, none, or addresses such as 20.102.38.7.`
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
    // CONCATENATED MODULE: ./build/inputs/token-name.js
    const token_name_LONGEST_NAME = 128;
    function parseTokenName(text) {
      if (text.length > token_name_LONGEST_NAME) return {
        problem: `It has ${text.length} characters. Write at most ${token_name_LONGEST_NAME}.`
      };
      if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) return {
        problem: `${quote(text)} has a control or invisible character. Write it on one line, without such characters.`
      };
      return {
        value: text
      };
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
    // CONCATENATED MODULE: external "node:fs"
    const external_node_fs_namespaceObject = require("node:fs");
    // CONCATENATED MODULE: ./build/runner/check-environment.js
    function checkProxies(reader, urls) {
      const problems = urls.flatMap(url => (url && proxyProblem(url)) ?? []);
      for (const problem of new Set(problems)) reader.add(problem);
    }
    function checkFiles(reader, variables) {
      for (const variable of variables) {
        if (isWritableFile(process.env[variable] ?? "")) continue;
        reader.add(`${variable}: It names no file that can be written. Run this as a step of a GitHub Actions job.`);
      }
    }
    function isWritableFile(path) {
      try {
        (0, external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.W_OK);
        return (0, external_node_fs_namespaceObject.statSync)(path).isFile();
      } catch {
        return false;
      }
    }
    // CONCATENATED MODULE: ./build/inputs/uuid.js
    function parseUuid(text, what) {
      const value = toUuid(text);
      if (value !== void 0) return {
        value: value
      };
      return {
        problem: `${quote(text)} is not a UUID. Write the id of the ${what}, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`
      };
    }
    // CONCATENATED MODULE: ./build/runner/common-inputs.js
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
    // CONCATENATED MODULE: ./build/runner/input-reader.js
    class InputError extends Error {
      name="InputError";
      constructor(problems) {
        const count = problems.length === 1 ? "one input is" : `${problems.length} inputs are`;
        super(`Nothing was sent because ${count} wrong:\n${problems.map(text => `- ${text}`).join("\n")}`);
      }
    }
    function startReading(defaults, secrets) {
      const problems = [];
      function take(input, parse) {
        const text = getInput(input) || (defaults[input] ?? "");
        const parsed = secrets.areRepeatedIn(text, KEY_PIECE) ? {
          problem: "It holds the value of a key. Write the keys in api-key and user-key only."
        } : parse(text);
        if ("value" in parsed) return parsed.value;
        problems.push(`${input}: ${parsed.problem}`);
        return;
      }
      return {
        take: take,
        takeRequired: (input, parse, example) => take(input, text => text === "" ? {
          problem: `It is not given. Write ${input}: ${example}`
        } : parse(text)),
        add: problem => problems.push(problem),
        complete(fields) {
          if (problems.length === 0 && isComplete(fields)) return fields;
          throw new InputError(problems);
        }
      };
    }
    function isComplete(fields) {
      return Object.values(fields).every(value => value !== void 0);
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
    function readStepInputs(given, secrets) {
      const reader = startReading(stepDefaults, secrets);
      const apiVersion = reader.take("api-version", parseApiVersion);
      const inputs = {
        ...readCommon(reader, given),
        scopes: reader.takeRequired("scopes", text => parseScopes(text, apiVersion ?? "v1"), "real:read"),
        runnerIp: reader.take("runner-ip", parseRunnerIp),
        ipServices: reader.take("ip-services", parseIpServices),
        tokenName: reader.take("token-name", text => text === "" ? {
          value: null
        } : parseTokenName(text)),
        expiresIn: reader.take("expires-in", text => parseDuration(text, MINUTE)),
        revoke: reader.take("revoke", parseBoolean),
        exportEnv: reader.take("export-env", parseBoolean)
      };
      if (inputs.exportEnv && isInEnvironment(given)) reader.add("export-env: It replaces ETORO_USER_KEY with the token, and this step takes its user key from there. The post step could then not revoke the token. Write user-key: ${{ secrets.ETORO_USER_KEY }}, and take ETORO_USER_KEY out of the env of the job.");
      checkProxies(reader, [ inputs.apiUrl, ...inputs.runnerIp === "auto" ? inputs.ipServices ?? [] : [] ]);
      checkFiles(reader, [ "GITHUB_OUTPUT", "GITHUB_STATE", ...inputs.exportEnv ? [ "GITHUB_ENV" ] : [] ]);
      return reader.complete(inputs);
    }
    function isInEnvironment({userKey: userKey}) {
      return "value" in userKey && process.env["ETORO_USER_KEY"]?.trim() === userKey.value.reveal();
    }
    // CONCATENATED MODULE: ./build/runner/summary.js
    function addSummary(title, head, rows, {log: log, secrets: secrets}) {
      const line = cells => `| ${cells.map(cell => escapeMarkdown(secrets.redact(cell))).join(" | ")} |\n`;
      const table = [ line(head), `|${" --- |".repeat(head.length)}\n`, ...rows.map(line) ].join("");
      try {
        (0, external_node_fs_namespaceObject.appendFileSync)(process.env["GITHUB_STEP_SUMMARY"] ?? "", `### ${title}\n\n${table}\n`);
      } catch {
        log.warning("The job summary cannot be written. Nothing else is affected.");
      }
    }
    function escapeMarkdown(text) {
      return text.replace(/[^\p{L}\p{N} ,.:/-]/gu, character => `&#${character.codePointAt(0)};`);
    }
    // CONCATENATED MODULE: ./build/runner/workflow-run.js
    function workflowRun() {
      const [owner, repo] = (process.env["GITHUB_REPOSITORY"] ?? "").split("/");
      const runId = positive(process.env["GITHUB_RUN_ID"]);
      const runAttempt = positive(process.env["GITHUB_RUN_ATTEMPT"]);
      return {
        ...owner && {
          owner: owner
        },
        ...repo && {
          repo: repo
        },
        ...runId && {
          runId: runId
        },
        ...runAttempt && {
          runAttempt: runAttempt
        }
      };
    }
    function positive(text = "") {
      const number = /^[1-9]\d*$/.test(text) ? Number(text) : void 0;
      return Number.isSafeInteger(number) ? number : void 0;
    }
    // CONCATENATED MODULE: ./build/time/budget.js
    function startBudget(total, clock) {
      const end = clock.elapsed() + total;
      return {
        total: total,
        remaining: () => Math.max(0, end - clock.elapsed())
      };
    }
    // CONCATENATED MODULE: ./build/token/create.js
    async function createOnce({name: name, scopes: scopes, ipsWhitelist: ipsWhitelist, expiresIn: expiresIn}, {etoro: etoro, etoroClock: etoroClock, ledger: ledger, retries: retries, clock: clock}) {
      const userTokenName = typeof name === "string" ? name : name();
      const sentAt = clock.now();
      const expiresAt = sentAt + etoroClock.correction() + expiresIn;
      const order = {
        userTokenName: userTokenName,
        scopes: scopes,
        ipsWhitelist: ipsWhitelist,
        expiresAt: expiresAt
      };
      const isGenerated = typeof name !== "string";
      const token = {
        userTokenName: userTokenName,
        isGenerated: isGenerated,
        expiresAt: expiresAt,
        ipsWhitelist: ipsWhitelist,
        sentAt: sentAt
      };
      ledger.add(token);
      try {
        const created = await etoro.createUserToken(order, retries.limits());
        ledger.identify(token, created.userTokenId);
        return {
          ...created,
          userTokenName: userTokenName,
          granted: compareGrant(created.granted, order)
        };
      } catch (error) {
        const verdict = error instanceof EtoroError ? verdictOf(error) : void 0;
        const isTwin = verdict?.next === "other-name" && isGenerated;
        if (verdict?.mayHaveWorked === false && !isTwin) ledger.remove(token);
        throw error;
      }
    }
    // CONCATENATED MODULE: ./build/token/issue.js
    const MOST_LOST = 3;
    const MOST_CLEANUPS = 3;
    async function issueUserToken(request, tools) {
      const {etoroClock: etoroClock, ledger: ledger, retries: retries} = tools;
      const isExact = typeof request.name === "string";
      const mayGoOn = () => ledger.unsettled().length < (isExact ? 1 : MOST_LOST);
      let failure;
      for (let tries = 1, cleanups = 0; ;tries++) {
        if (failure && !mayGoOn()) {
          const revoked = await settle(failure, isExact ? () => true : mayGoOn, tools);
          if (isExact && revoked === 0 && verdictOf(failure).next === "other-name") throw failure;
        }
        const correction = etoroClock.correction();
        try {
          const issued = await createOnce(request, tools);
          if (etoroClock.correction() === correction) {
            await rejectMoreThanAsked(issued, tools);
            return issued;
          }
          await trySettle(tools);
        } catch (error) {
          if (!(error instanceof EtoroError)) throw error;
          if (isBadRequest(error) && etoroClock.correction() !== correction) continue;
          failure = error;
          const {next: next, mayHaveWorked: mayHaveWorked} = verdictOf(error);
          if (next === "stop") {
            if (mayHaveWorked) await trySettle(tools);
            throw error;
          }
          if (next === "make-room") {
            if (cleanups++ === MOST_CLEANUPS) throw error;
            await makeRoom(error, tools);
            continue;
          }
          if (next === "other-name" && isExact && mayGoOn()) throw error;
          await retries.waitAfter(error, `try ${tries + 1} to create the token`);
        }
      }
    }
    function isBadRequest(error) {
      return error instanceof RefusedCall && error.refusal.status === 400;
    }
    // CONCATENATED MODULE: ./build/main.js
    async function run() {
      process.exitCode = 1;
      await runProgram(makeToken, (message, error, log) => {
        const rest = error instanceof Cancelled ? " The post step revokes what was made." : "";
        log.error(`There is no user token. ${message}${rest}`);
        process.exitCode = 1;
      });
    }
    async function makeToken({log: log, secrets: secrets, keys: given, signal: signal}) {
      const inputs = readStepInputs(given, secrets);
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys, scopes: scopes, tokenName: tokenName, expiresIn: expiresIn} = inputs;
      const budget = startBudget(inputs.timeout, systemClock);
      for (const scope of unknownScopes(scopes)) log.notice(`This action does not know the scope ${scope}. It is passed on: check its meaning.`);
      const [ipsWhitelist, connection] = await Promise.all([ allowedAddresses(inputs.runnerIp, {
        send: send,
        timeout: budget.remaining(),
        signal: signal,
        secrets: secrets,
        log: log,
        ipServices: inputs.ipServices,
        tradesRealMoney: tradesRealMoney(scopes)
      }), connect({
        apiUrl: apiUrl,
        agentPortfolioId: agentPortfolioId,
        keys: keys
      }, {
        log: log,
        secrets: secrets,
        signal: signal
      }, off => {
        warnOfClock(off, log);
      }) ]);
      const ledger = openSavedLedger(apiUrl, agentPortfolioId, keys.userKey);
      const tools = {
        ...connection,
        ledger: ledger,
        retries: connection.startRetries(budget)
      };
      const generateName = () => generateTokenName(workflowRun(), (0, external_node_crypto_namespaceObject.randomBytes)(6).toString("hex"));
      const name = tokenName ?? generateName;
      const issued = await namingPortfolios(() => issueUserToken({
        name: name,
        scopes: scopes,
        ipsWhitelist: ipsWhitelist,
        expiresIn: expiresIn
      }, tools), tools);
      setOutputs(issued);
      if (inputs.exportEnv) exportToEnvironment(keys, issued);
      if (!inputs.revoke) ledger.keep(issued.userTokenName);
      process.exitCode = 0;
      const rows = describe(issued, inputs.revoke);
      logIssued(rows, log);
      if (inputs.summary) addSummary("eToro user token", [ "", "" ], rows, tools);
    }
    // CONCATENATED MODULE: ./build/runner/post-target.js
    class OtherInputs extends Error {
      name="OtherInputs";
    }
    const reasons = "If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.";
    function readPostTarget(state, {keys: given, secrets: secrets}) {
      const reader = startReading(commonDefaults, secrets);
      const apiUrl = readApiUrl(reader);
      checkProxies(reader, [ apiUrl ]);
      const keys = readKeys(reader, given);
      const inputs = readWithReasons(keys, () => reader.complete({
        keys: keys,
        apiUrl: apiUrl
      }));
      if (inputs.apiUrl.href !== state.apiUrl) throw new OtherInputs(`The input api-url of the post step is ${inputs.apiUrl.href}, and the step used ${state.apiUrl}, so nothing was sent. ${reasons}`);
      if (!isKeyOf(state, inputs.keys.userKey)) throw new OtherInputs(`The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`);
      return {
        ...inputs,
        agentPortfolioId: state.agentPortfolioId
      };
    }
    function readWithReasons(keys, read) {
      try {
        return read();
      } catch (error) {
        if (keys || !(error instanceof InputError)) throw error;
        throw new OtherInputs(`${error.message}\n${reasons}`);
      }
    }
    // CONCATENATED MODULE: ./build/token/revoke.js
    const LONGEST_LOOK_PAUSE = 5 * SECOND;
    async function revokeAll(work, tools) {
      const {hurry: hurry} = tools;
      const reasons = new Map;
      const round = startRounds(work, tools, reasons);
      for (let isLast = false; work.left().length > 0; ) try {
        await round();
      } catch (error) {
        if (!(error instanceof OutOfTime || hurry.aborted && error instanceof Error)) throw error;
        if (hurry.aborted && !isLast) {
          isLast = true;
          continue;
        }
        for (const token of work.left()) reasons.set(token, error);
        break;
      }
      return reasons;
    }
    function startRounds({left: leftOf, tryOnce: tryOnce, giveUp: giveUp}, {startRetries: startRetries, total: total, startFailureBudget: startFailureBudget, clock: clock, log: log, hurry: hurry}, reasons) {
      let retries = startRetries(startFailureBudget());
      let limitRetries = startRetries(total);
      let looks = 0;
      return async () => {
        const before = leftOf().length;
        const failures = await tryOnce(retries);
        for (const [token, error] of failures) {
          if (verdictOf(error).next === "wait") continue;
          reasons.set(token, error);
          giveUp(token);
        }
        const left = leftOf();
        if (left.length === 0) return;
        if (left.length < before) {
          retries = startRetries(startFailureBudget());
          limitRetries = startRetries(total);
        }
        const next = left.length === 1 ? "trying again to revoke it" : `revoking ${left.length} more`;
        const errors = left.flatMap(token => failures.get(token) ?? []);
        const limit = errors.find(isRateLimited);
        const [error] = errors;
        if (limit) {
          await limitRetries.waitAfter(limit, next);
          retries = startRetries(startFailureBudget());
        } else if (error) await retries.waitAfter(error, next); else {
          if (looks === 0) {
            const names = left.map(({userTokenName: userTokenName}) => quote(userTokenName)).join(", ");
            log.info(`eToro may still be making ${names}. Looking again until it cannot any more.`);
          }
          await clock.sleep(Math.min(LONGEST_LOOK_PAUSE, SECOND / 2 * 2 ** looks++), hurry);
        }
      };
    }
    // CONCATENATED MODULE: ./build/post.js
    const LONGEST_FAILING = MINUTE;
    const LONGEST_REVOKING = 2.5 * MINUTE;
    const HURRY = 6.5 * SECOND;
    async function post_run() {
      process.stdout.on("error", () => {});
      await runProgram(revokeTokens, (message, _error, log) => {
        log.warning(`The post step could not revoke. ${message}`);
        process.exitCode = 0;
      });
    }
    async function revokeTokens(program) {
      const {log: log} = program;
      const state = readSavedState();
      if (!state || state.tokens.length === 0) {
        log.info("There is nothing to revoke.");
        return;
      }
      const tokens = state.tokens.map(token => ({
        ...token,
        sentAt: Math.min(token.sentAt, systemClock.now())
      }));
      const ledger = openLedger(tokens, () => {});
      const reasons = await revokeLeft(state, ledger, program).catch(error => new Map(tokens.map(token => [ token, error ])));
      for (const token of ledger.tokens()) log.warning(leftTokenMessage(token, reasons.get(token)));
    }
    async function revokeLeft(state, ledger, program) {
      const {log: log, secrets: secrets, signal: hurry} = program;
      const target = readPostTarget(state, program);
      const connection = await connect(target, {
        log: log,
        secrets: secrets,
        signal: delayed(hurry, HURRY)
      });
      const work = {
        left: () => ledger.unsettled(),
        tryOnce: retries => settleOnce({
          ...connection,
          ledger: ledger,
          retries: retries
        }),
        giveUp: token => {
          ledger.giveUp(token);
        }
      };
      return await revokeAll(work, {
        clock: systemClock,
        log: log,
        hurry: hurry,
        startRetries: budget => connection.startRetries(budget, {
          waitSignal: hurry
        }),
        total: startBudget(LONGEST_REVOKING, systemClock),
        startFailureBudget: () => startBudget(LONGEST_FAILING, systemClock)
      });
    }
    function delayed(signal, milliseconds) {
      const later = new AbortController;
      signal.addEventListener("abort", () => {
        setTimeout(() => {
          later.abort(signal.reason);
        }, milliseconds).unref();
      });
      return later.signal;
    }
    // CONCATENATED MODULE: ./build/runner/revoke-inputs.js
    const revokeDefaults = {
      ...commonDefaults,
      expired: "false",
      "dry-run": "false"
    };
    function readRevokeInputs(given, secrets) {
      const reader = startReading(revokeDefaults, secrets);
      const inputs = {
        ...readCommon(reader, given),
        tokenIds: reader.take("token-ids", text => parseList(text, item => parseUuid(item, "user token"))),
        run: reader.take("run", parseRun),
        expired: reader.take("expired", parseBoolean),
        dryRun: reader.take("dry-run", parseBoolean)
      };
      if (inputs.tokenIds?.length === 0 && inputs.run === null && inputs.expired === false) reader.add("token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, or expired: true.");
      checkProxies(reader, [ inputs.apiUrl ]);
      checkFiles(reader, [ "GITHUB_OUTPUT" ]);
      return reader.complete(inputs);
    }
    function parseRun(text) {
      if (text === "") return {
        value: null
      };
      const {owner: owner, repo: repo, runId: thisId} = workflowRun();
      const isThis = text.toLowerCase() === "this";
      const runId = isThis ? thisId : Number(text);
      if (!isThis && !(/^[1-9]\d*$/.test(text) && Number.isSafeInteger(runId))) return {
        problem: `${quote(text)} is not a workflow run. Write this, or the id of a run: the number in the address of its page.`
      };
      if (owner === void 0 || repo === void 0 || runId === void 0) return {
        problem: "GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job."
      };
      return {
        value: {
          owner: owner,
          repo: repo,
          runId: runId
        }
      };
    }
    // CONCATENATED MODULE: ./build/runner/revoke-outputs.js
    const revoke_outputs_MOST_NAMED = 10;
    function logSelected(selected, listed, log) {
      const matching = selected.filter(({isListed: isListed}) => isListed).length;
      const absent = selected.length - matching;
      log.info(`User tokens on the portfolio: ${listed}. Matching: ${matching}.${selected.length === 0 ? " There is nothing to revoke." : ""}${absent > 0 ? ` Ids that are not there: ${absent}.` : ""}`);
    }
    function setRevokeOutputs(ends) {
      const idsOf = isMeant => [ ...ends ].flatMap(([{userTokenId: userTokenId}, end]) => isMeant(end) ? userTokenId : []).join(",");
      setOutput("revoked", idsOf(end => end === "revoked"));
      setOutput("gone", idsOf(end => end === "gone"));
      setOutput("failed", idsOf(end => end instanceof Error));
    }
    function endRows(ends) {
      return [ ...ends ].map(([{userTokenName: userTokenName, userTokenId: userTokenId}, end]) => [ userTokenName, userTokenId, end instanceof Error ? `failed: ${end.message}` : wordsFor(end) ]);
    }
    function logEnds(ends, log) {
      const counts = new Map;
      for (const [token, end] of ends) {
        const words = end instanceof Error ? "failed" : wordsFor(end);
        counts.set(words, (counts.get(words) ?? 0) + 1);
        if (end instanceof Error) log.info(`${shown(token)}: failed: ${end.message}`); else if (end !== "revoked" && end !== "gone") log.info(`${shown(token)}: ${words}`);
      }
      const parts = [ ...counts ].map(([words, count]) => `${count} ${words}`);
      if (parts.length > 0) log.info(`User tokens: ${parts.join(", ")}.`);
    }
    class NotAllRevoked extends Error {
      name="NotAllRevoked";
      constructor(ends) {
        const reasons = new Map;
        let failed = 0;
        for (const [token, error] of ends) {
          if (!(error instanceof Error)) continue;
          failed++;
          const reason = reasons.get(error.message) ?? {
            error: error,
            tokens: []
          };
          reason.tokens.push(token);
          reasons.set(error.message, reason);
        }
        const text = [ ...reasons.values() ].map(({error: error, tokens: tokens}) => {
          const names = tokens.slice(0, revoke_outputs_MOST_NAMED).map(token => `\n- ${shown(token)}`);
          const rest = tokens.length - names.length;
          const more = rest > 0 ? `\n- and ${rest} more: the log above names them` : "";
          return `${errorMessage(error)}${names.join("")}${more}`;
        });
        super(`${failed} of ${ends.size} user tokens could not be revoked.\n${text.join("\n")}`);
      }
    }
    function wordsFor(end) {
      return end === "gone" ? "gone already" : end;
    }
    function shown({userTokenId: userTokenId, userTokenName: userTokenName}) {
      return `${userTokenId} ${userTokenName}`.trim();
    }
    // CONCATENATED MODULE: ./build/token/list.js
    async function listWithRetries(tools) {
      for (;;) try {
        return await listOnce(tools);
      } catch (error) {
        if (!(error instanceof EtoroError) || verdictOf(error).next !== "wait") throw error;
        await tools.retries.waitAfter(error, "listing the tokens again");
      }
    }
    async function listForNames(tools) {
      try {
        return await listOnce(tools);
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
        tools.log.info(`${error.message}. So the names of the user tokens are not known.`);
        return;
      }
    }
    async function listOnce({etoro: etoro, retries: retries, secrets: secrets}) {
      try {
        return await etoro.listUserTokens(retries.limits());
      } catch (error) {
        if (!(error instanceof PortfolioNotListed)) throw error;
        throw portfolioNotFound(error, error.portfolios, secrets);
      }
    }
    // CONCATENATED MODULE: ./build/token/revoke-list.js
    function revokeList(selected, tools, onEnd) {
      const left = new Set(selected);
      return {
        left: () => [ ...left ],
        async tryOnce(retries) {
          const failures = new Map;
          for (const token of left) {
            const end = await revokeOne(token, token.userTokenId, failures, {
              ...tools,
              retries: retries
            });
            if (end === void 0) continue;
            onEnd(token, end);
            left.delete(token);
          }
          return failures;
        },
        giveUp(token) {
          left.delete(token);
        }
      };
    }
    // CONCATENATED MODULE: ./build/token/select.js
    function selectTokens(listed, {tokenIds: tokenIds, run: run, expired: expired}, {etoroClock: etoroClock, secrets: secrets}) {
      const pruned = new Set(expired ? expiredGenerated(listed, etoroClock) : []);
      const matching = listed.filter(token => tokenIds.includes(token.userTokenId) || run !== null && isNameOfRun(token.userTokenName, run) || pruned.has(token));
      const selected = new Map;
      for (const userTokenId of tokenIds) selected.set(userTokenId, {
        userTokenId: userTokenId,
        userTokenName: "",
        isListed: false
      });
      for (const {userTokenId: userTokenId, userTokenName: userTokenName} of matching) {
        const name = secrets.foreignText(userTokenName, 80);
        selected.set(userTokenId, {
          userTokenId: userTokenId,
          userTokenName: name,
          isListed: true
        });
      }
      return [ ...selected.values() ];
    }
    // CONCATENATED MODULE: ./build/revoke.js
    async function revoke_run() {
      process.exitCode = 1;
      await runProgram(revokeSelected, (message, _error, log) => {
        log.error(message);
        process.exitCode = 1;
      });
    }
    async function revokeSelected({log: log, secrets: secrets, keys: given, signal: signal}) {
      const inputs = readRevokeInputs(given, secrets);
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys} = inputs;
      const total = startBudget(inputs.timeout, systemClock);
      const connection = await connect({
        apiUrl: apiUrl,
        agentPortfolioId: agentPortfolioId,
        keys: keys
      }, {
        log: log,
        secrets: secrets,
        signal: signal
      });
      const tools = {
        ...connection,
        retries: connection.startRetries(total)
      };
      const isListNeeded = inputs.run !== null || inputs.expired || inputs.dryRun;
      const listed = await (isListNeeded ? listWithRetries(tools) : listForNames(tools));
      const selected = selectTokens(listed ?? [], inputs, connection);
      if (listed) logSelected(selected, listed.length, log);
      const ends = new Map;
      if (inputs.dryRun) for (const token of selected) ends.set(token, token.isListed ? "would be revoked" : "not on the portfolio"); else {
        const work = revokeList(selected, connection, (token, end) => ends.set(token, end));
        const all = {
          ...connection,
          total: total,
          startFailureBudget: () => total,
          hurry: signal
        };
        for (const [token, error] of await revokeAll(work, all)) ends.set(token, error);
      }
      setRevokeOutputs(ends);
      logEnds(ends, log);
      if (inputs.summary && ends.size > 0) addSummary("eToro user tokens", [ "Name", "Id", "What happened" ], endRows(ends), tools);
      if ([ ...ends.values() ].some(end => end instanceof Error)) throw new NotAllRevoked(ends);
      process.exitCode = 0;
    }
    // CONCATENATED MODULE: ./build/index.js
    const main = () => run().finally(exit);
    const post = () => post_run().finally(exit);
    const revoke = () => revoke_run().finally(exit);
  })();
  module.exports = __webpack_exports__;
})();