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
    896: module => {
      "use strict";
      module.exports = require("fs");
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
    857: module => {
      "use strict";
      module.exports = require("os");
    },
    756: module => {
      "use strict";
      module.exports = require("tls");
    },
    23: module => {
      "use strict";
      module.exports = require("util");
    },
    779: // COMMONJS MODULE: ./node_modules/@actions/http-client/lib/index.js
    (__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
      "use strict";
      var https__WEBPACK_IMPORTED_MODULE_1___namespace_cache;
      var http__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
      __nccwpck_require__.d(__webpack_exports__, {
        HttpClient: () => HttpClient
      });
      var http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(611);
      var https__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(692);
      var _proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(783);
      var tunnel__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(770);
      var undici__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(897);
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
          const proxyUrl = _proxy_js__WEBPACK_IMPORTED_MODULE_2__.s(parsedUrl);
          const useProxy = proxyUrl && proxyUrl.hostname;
          if (!useProxy) return;
          return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
        }
        _prepareRequest(method, requestUrl, headers) {
          const info = {};
          info.parsedUrl = requestUrl;
          const usingSsl = info.parsedUrl.protocol === "https:";
          info.httpModule = usingSsl ? https__WEBPACK_IMPORTED_MODULE_1___namespace_cache || (https__WEBPACK_IMPORTED_MODULE_1___namespace_cache = __nccwpck_require__.t(https__WEBPACK_IMPORTED_MODULE_1__, 2)) : http__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (http__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __nccwpck_require__.t(http__WEBPACK_IMPORTED_MODULE_0__, 2));
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
          const proxyUrl = _proxy_js__WEBPACK_IMPORTED_MODULE_2__.s(parsedUrl);
          const useProxy = proxyUrl && proxyUrl.hostname;
          if (this._keepAlive && useProxy) agent = this._proxyAgent;
          if (!useProxy) agent = this._agent;
          if (agent) return agent;
          const usingSsl = parsedUrl.protocol === "https:";
          let maxSockets = 100;
          if (this.requestOptions) maxSockets = this.requestOptions.maxSockets || http__WEBPACK_IMPORTED_MODULE_0__.globalAgent.maxSockets;
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
            if (usingSsl) tunnelAgent = overHttps ? tunnel__WEBPACK_IMPORTED_MODULE_3__.httpsOverHttps : tunnel__WEBPACK_IMPORTED_MODULE_3__.httpsOverHttp; else tunnelAgent = overHttps ? tunnel__WEBPACK_IMPORTED_MODULE_3__.httpOverHttps : tunnel__WEBPACK_IMPORTED_MODULE_3__.httpOverHttp;
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
          }
          if (!agent) {
            const options = {
              keepAlive: this._keepAlive,
              maxSockets: maxSockets
            };
            agent = usingSsl ? new https__WEBPACK_IMPORTED_MODULE_1__.Agent(options) : new http__WEBPACK_IMPORTED_MODULE_0__.Agent(options);
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
          proxyAgent = new undici__WEBPACK_IMPORTED_MODULE_4__.k(Object.assign({
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
    },
    897: // COMMONJS MODULE: ./stubs/undici/index.js
    (__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
      "use strict";
      __nccwpck_require__.d(__webpack_exports__, {
        h: () => fetch,
        k: () => ProxyAgent
      });
      class ProxyAgent {}
      function fetch() {
        throw new Error("fetch is a stub: this action does not bundle undici");
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
      const {HttpClient: HttpClient} = await Promise.resolve().then(__nccwpck_require__.bind(__nccwpck_require__, 779));
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
    function environmentOf(names) {
      const pattern = /^etoro-public:(?:trade\.)?(real|demo):/;
      const [first = "", ...others] = new Set(names.map(name => pattern.exec(name)?.[1] ?? ""));
      return others.length === 0 ? first : "";
    }
    function namesOf(scopes) {
      return scopes.apiVersion === "v1" ? scopes.scopeIds.map(id => knownScope(id)?.v1 ?? String(id)) : [ ...scopes.scopeNames ];
    }
    // CONCATENATED MODULE: ./build/secrets/shown-text.js
    function quote(text) {
      return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text).replace(/[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]/gu, sign => `\\u{${sign.codePointAt(0)?.toString(16) ?? ""}}`);
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
    // CONCATENATED MODULE: external "node:crypto"
    const external_node_crypto_namespaceObject = require("node:crypto");
    // CONCATENATED MODULE: ./build/names/family.js
    const FORM = /^(gh[ak]-[\w.-]+-(0|[1-9]\d*)-(0|[1-9]\d*)-([0-9a-z]{6})[0-9a-z]{10})[0-9a-z]{3}$/;
    const LONGEST_NAME = 64;
    function startFamily({repository: repository, runId: runId, runAttempt: runAttempt}, label, isKept) {
      const tail = `-${runId}-${runAttempt}-${repository}${base36((0, external_node_crypto_namespaceObject.randomBytes)(8), 10)}`;
      const head = `${isKept ? "ghk" : "gha"}-${label.replace(/[^\w.-]/g, "-") || "job"}`;
      const family = head.slice(0, LONGEST_NAME - 3 - tail.length) + tail;
      if (isFamily(family)) return family;
      throw new Error(`${family} is not a family of names`);
    }
    function nameOf(family, tryNumber) {
      return family + (tryNumber % 36 ** 3).toString(36).padStart(3, "0");
    }
    function family_parseName(name) {
      if (name.length > LONGEST_NAME) return;
      const [, family = "", runId, runAttempt, repository = ""] = FORM.exec(name) ?? [];
      if (!isFamily(family) || !isRepositoryId(repository)) return;
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
      const digest = (0, external_node_crypto_namespaceObject.createHash)("sha256").update(`${server.toLowerCase()}\n${id}`).digest();
      const repository = base36(digest, 6);
      if (isRepositoryId(repository)) return repository;
      throw new Error(`${repository} is not the id of a repository`);
    }
    function isRepositoryId(text) {
      return /^[0-9a-z]{6}$/.test(text);
    }
    function base36(bytes, length) {
      const number = BigInt(`0x${bytes.toString("hex")}`) % 36n ** BigInt(length);
      return number.toString(36).padStart(length, "0");
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
      const [, local = "", zone = "Z"] = /^([2-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text.toUpperCase()) ?? [];
      const [day, time] = [ new Date(`${local}Z`), Date.parse(local + zone) ];
      const isDay = !Number.isNaN(time) && local.startsWith(day.toISOString().slice(0, 19));
      return isDay ? time : void 0;
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
          return `eToro answered HTTP ${status}${said && ` ${said}`}`;
        }

       case "unexpected":
        return `eToro answered ${failure.what}`;

       case "unlisted":
        return "eToro answered a list without this agent-portfolio";

       case "lost":
        return `No answer from ${failure.host}: ${failure.problem}`;
      }
    }
    // CONCATENATED MODULE: ./build/etoro/call.js
    const call_LONGEST_ANSWER = 64 * 1024;
    const MOST_PARTS = 4e5;
    async function callEtoro(request, limits, tools) {
      const call = {
        operation: request.operation,
        requestId: tools.randomUuid()
      };
      const {answer: answer, wasSent: wasSent} = await exchange(call, request, limits, tools);
      const {status: status, headers: headers} = answer;
      tools.etoroClock.learn(serverTime(answer));
      if (status === request.wantedStatus) return {
        call: call,
        json: parseJson(answer.body),
        headers: headers,
        wasSent: wasSent
      };
      if (status >= 200 && status < 300) {
        const what = `HTTP ${status} instead of ${request.wantedStatus}`;
        throw new EtoroError({
          kind: "unexpected",
          what: what
        }, call);
      }
      throw new EtoroError({
        kind: "refused",
        status: status,
        ...reasonOf(answer.body, tools.secrets),
        retryAfter: retryAfter(answer, tools.now())
      }, call);
    }
    async function exchange(call, {method: method, path: path, body: json, maxBytes: maxBytes = call_LONGEST_ANSWER}, {timeout: timeout, signal: signal}, {apiUrl: apiUrl, keys: keys, send: send, agent: agent}) {
      const url = new URL(apiUrl);
      url.pathname = url.pathname.replace(/\/+$/, "") + path;
      const headers = {
        accept: "application/json",
        "x-request-id": call.requestId,
        "x-api-key": keys.apiKey.reveal(),
        "x-user-key": keys.userKey.reveal(),
        ...json && {
          "content-type": "application/json"
        }
      };
      const body = json && {
        body: JSON.stringify(json)
      };
      const request = {
        method: method,
        url: url,
        headers: headers,
        timeout: timeout,
        maxBytes: maxBytes,
        ...body,
        ...agent && {
          agent: agent
        }
      };
      const sent = [ url.href, ...Object.entries(headers).flat(), body?.body ].join("\n").toLowerCase();
      try {
        const answer = await send(request, signal);
        return {
          answer: answer,
          wasSent: text => sent.includes(text.toLowerCase())
        };
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        const {message: problem, mayHaveArrived: mayHaveArrived, mayPass: mayPass} = error;
        throw new EtoroError({
          kind: "lost",
          host: url.host,
          problem: problem,
          mayHaveArrived: mayHaveArrived,
          mayPass: mayPass
        }, call);
      }
    }
    function reasonOf(body, {foreignText: foreignText}) {
      const {errorCode: errorCode, errorMessage: errorMessage} = asObject(parseJson(body));
      const textOf = value => typeof value === "string" && foreignText(value) || void 0;
      return {
        errorCode: textOf(errorCode),
        errorMessage: textOf(errorMessage) ?? cloudflareCode(body)
      };
    }
    const LONGEST_PAGE = 1e4;
    function cloudflareCode(body) {
      const text = body.slice(0, LONGEST_PAGE).replace(/<[^<>]*>/g, " ");
      const [, code] = /\berror(?: code)?[:\s]+(1\d{3})\b/i.exec(text) ?? [];
      return code === void 0 ? void 0 : `error code: ${code}`;
    }
    function parseJson(text) {
      let parts = 0;
      for (let at = 0; at < text.length; at++) if ("{[:".includes(text.charAt(at))) parts++;
      if (parts > MOST_PARTS) return;
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
    function createdUserToken({json: json, call: call, wasSent: wasSent}, secrets) {
      const answer = asObject(json);
      const userTokenId = toUuid(answer.userTokenId);
      const value = isText(answer.userToken) ? answer.userToken : "";
      const isNoSecret = value.length < SHORTEST_SECRET || wasSent(value) || (userTokenId ?? "").includes(value.toLowerCase()) || !toUuid(value) && secrets.foreignText(value) === value;
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
        call: call
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
        expiresAt: expiryOf(expiresAt)
      };
    }
    function grantOf(json) {
      const token = asObject(json);
      const lists = [ token.scopeIds, token.scopeNames ].map(list => readList(list ?? void 0, isScope));
      const scopes = lists.flatMap(({members: members}) => members ? [ members ] : []);
      const addresses = readList(token.ipsWhitelist === null ? [] : token.ipsWhitelist, isText);
      const expiresAt = expiryOf(token.expiresAt);
      const isRead = {
        scopes: lists.every(({isWhole: isWhole}) => isWhole),
        ipsWhitelist: addresses.isWhole,
        expiresAt: token.expiresAt === void 0 || expiresAt !== void 0
      };
      return {
        scopes: scopes.length > 0 ? scopes.flat() : void 0,
        ipsWhitelist: addresses.members,
        expiresAt: expiresAt,
        unread: [ "scopes", "ipsWhitelist", "expiresAt" ].filter(part => !isRead[part])
      };
    }
    function readList(value, isMember) {
      if (!Array.isArray(value)) return {
        isWhole: value === void 0
      };
      const members = value.filter(isMember);
      const isWhole = members.length === value.length;
      return {
        isWhole: isWhole,
        members: isWhole || members.length > 0 ? members : void 0
      };
    }
    function expiryOf(value) {
      if (value === null) return "never";
      return isText(value) ? parseUtc(value) : void 0;
    }
    function isText(value) {
      return typeof value === "string";
    }
    function isScope(value) {
      return Number.isSafeInteger(value) || isText(value);
    }
    // CONCATENATED MODULE: ./build/etoro/retirement.js
    function retirementOf({deprecation: deprecation, sunset: sunset}) {
      if (deprecation === void 0 && sunset === void 0) return;
      const [, seconds] = /^@(-?\d{1,11})(?:;.*)?$/.exec(String(deprecation)) ?? [];
      const deprecated = seconds === void 0 ? void 0 : Number(seconds) * SECOND;
      return {
        deprecated: deprecated,
        sunset: parseHttpDate(String(sunset))
      };
    }
    // CONCATENATED MODULE: ./build/etoro/verdict.js
    function verdictOf({failure: failure, call: {operation: operation}}) {
      switch (failure.kind) {
       case "refused":
        return verdictOfRefusal(failure, operation);

       case "unexpected":
        return broken("unexpected", operation);

       case "unlisted":
        return {
          cause: "portfolio-not-found",
          mayHaveWorked: false,
          next: "wait"
        };

       case "lost":
        {
          const {mayHaveArrived: mayHaveWorked, mayPass: mayPass} = failure;
          if (mayPass) return {
            cause: "no-answer",
            mayHaveWorked: mayHaveWorked,
            next: "wait"
          };
          return mayHaveWorked ? broken("no-answer", operation) : certain("no-answer");
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
      if (status < 300 || status >= 500) return broken("unexpected", operation);
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
        mayHaveWorked: false,
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
    function broken(cause, operation) {
      return {
        cause: cause,
        mayHaveWorked: true,
        next: operation === "create" ? "stop" : "wait"
      };
    }
    // CONCATENATED MODULE: ./build/etoro/client.js
    const LONGEST_LIST = 8 * 1024 * 1024;
    const MOST_NAMED = 10;
    function connectEtoro(agentPortfolioId, tools) {
      const tokensPath = version => `/api/${version}/agent-portfolios/${agentPortfolioId}/user-tokens`;
      async function listUserTokens(limits) {
        const path = "/api/v1/agent-portfolios";
        const request = {
          operation: "list",
          method: "GET",
          path: path,
          wantedStatus: 200
        };
        const answer = await callEtoro({
          ...request,
          maxBytes: LONGEST_LIST
        }, limits, tools);
        const portfolios = listedPortfolios(answer.json, answer.call);
        const portfolio = portfolios.find(({id: id}) => id === agentPortfolioId);
        if (portfolio) return portfolio.userTokens;
        throw new EtoroError({
          kind: "unlisted"
        }, answer.call, naming(portfolios, tools));
      }
      return {
        listUserTokens: listUserTokens,
        async createUserToken(order, limits) {
          const path = tokensPath(order.scopes.apiVersion);
          const request = {
            operation: "create",
            method: "POST",
            path: path,
            wantedStatus: 201
          };
          try {
            const answer = await callEtoro({
              ...request,
              body: createBody(order)
            }, limits, tools);
            const created = createdUserToken(answer, tools.secrets);
            return {
              ...created,
              retirement: retirementOf(answer.headers)
            };
          } catch (error) {
            if (!isNotFound(error)) throw error;
            const listing = await listUserTokens(limits).catch(failure => failure);
            throw isNotFound(listing) ? error.with(listing.finding) : error;
          }
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
      const lines = portfolios.slice(0, MOST_NAMED).map(({id: id, name: name}) => `\n- ${id} ${secrets.foreignText(name, 80)}`.trimEnd());
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
        isPast: time => ahead !== void 0 && time < clock.now() + ahead
      };
    }
    // CONCATENATED MODULE: ./build/time/signal.js
    function delayed(signal, milliseconds) {
      const later = new AbortController;
      signal.addEventListener("abort", () => {
        setTimeout(() => {
          later.abort(signal.reason);
        }, milliseconds).unref();
      });
      return later.signal;
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
      const callSignal = delayed(signal, GRACE);
      return {
        limits() {
          signal.throwIfAborted();
          if (budget.remaining() < LEAST_TIME) throw new OutOfTime(last, 0, budget);
          const timeout = Math.min(budget.remaining(), LONGEST_CALL, Math.max(SHORTEST_CALL, budget.total / 4));
          return {
            timeout: timeout,
            signal: callSignal
          };
        },
        async waitAfter(error, next) {
          tries++;
          last = error;
          const asked = error.failure.kind === "refused" ? error.failure.retryAfter : void 0;
          const isRateLimit = verdictOf(error).cause === "rate-limit";
          const wait = Math.max(asked ?? 0, isRateLimit ? SECOND : 0);
          const room = budget.remaining() - SHORTEST_CALL;
          if (wait > room || room <= 0) throw new OutOfTime(error, asked ?? 0, budget);
          const spread = (wait > 0 ? SPREAD_OF_A_START : 0) + backoff(tries, random);
          const pause = Math.min(wait + spread, room);
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
    // CONCATENATED MODULE: ./build/time/budget.js
    function startBudget(total, clock) {
      const end = clock.elapsed() + total;
      return {
        total: total,
        remaining: () => Math.max(0, end - clock.elapsed())
      };
    }
    // CONCATENATED MODULE: ./build/runner/process-id.js
    const LONGEST_STOPPING = 7.5 * SECOND;
    const LONGEST_KILLING = SECOND;
    const LOOK_EVERY = SECOND / 20;
    function thisProcess() {
      const identity = identityOf(process.pid);
      return identity === void 0 ? void 0 : {
        pid: process.pid,
        identity: identity
      };
    }
    async function stopStep({pid: pid, identity: identity}, clock) {
      const isRunning = () => identityOf(pid) === identity;
      for (const [signal, longest] of [ [ "SIGINT", LONGEST_STOPPING ], [ "SIGKILL", LONGEST_KILLING ] ]) {
        if (!isRunning()) return;
        try {
          process.kill(pid, signal);
        } catch {
          return;
        }
        const budget = startBudget(longest, clock);
        while (isRunning() && budget.remaining() > 0) await clock.sleep(LOOK_EVERY, (new AbortController).signal);
      }
    }
    function identityOf(pid) {
      try {
        const boot = (0, external_node_fs_namespaceObject.readFileSync)("/proc/sys/kernel/random/boot_id", "utf8").trim();
        const container = (0, external_node_fs_namespaceObject.readlinkSync)("/proc/self/ns/pid");
        const stat = (0, external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
        const fields = stat.split(" ");
        const [state] = fields;
        const startedAt = fields[19];
        if (state === "Z") return;
        const program = (0, external_node_crypto_namespaceObject.createHash)("sha256").update((0, 
        external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/cmdline`)).digest("hex");
        return `${boot} ${container} ${startedAt} ${program.slice(0, 16)}`;
      } catch {
        return;
      }
    }
    // CONCATENATED MODULE: ./build/runner/note.js
    const STATE = "note";
    function startNote(target, userKey) {
      const userKeyDigest = digestOf(userKey, (0, external_node_crypto_namespaceObject.randomBytes)(16).toString("hex"));
      core_setSecret(userKeyDigest);
      let note = {
        ...target,
        apiUrl: target.apiUrl.href,
        userKeyDigest: userKeyDigest,
        process: thisProcess(),
        made: {}
      };
      const save = change => {
        note = {
          ...note,
          ...change
        };
        saveState(STATE, JSON.stringify(note));
      };
      save({});
      return {
        save: made => {
          save({
            made: made
          });
        },
        end: () => {
          save({
            process: void 0
          });
        }
      };
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
      const digest = (0, external_node_crypto_namespaceObject.createHmac)("sha256", salt).update(userKey.reveal()).digest("hex");
      return `${salt}:${digest.slice(0, 32)}`;
    }
    function isNote(value) {
      if (typeof value !== "object" || value === null) return false;
      const note = value;
      return typeof note.apiUrl === "string" && typeof note.agentPortfolioId === "string" && isUuid(note.agentPortfolioId) && typeof note.userKeyDigest === "string" && typeof note.family === "string" && isFamily(note.family) && typeof note.expiresIn === "number" && typeof note.made === "object" && note.made !== null;
    }
    // CONCATENATED MODULE: ./build/runner/outputs.js
    function setOutputs(issued) {
      const {granted: granted} = issued;
      setOutput("token", issued.userToken.reveal());
      setOutput("token-id", issued.userTokenId);
      setOutput("token-name", issued.userTokenName);
      setOutput("expires-at", granted.expiresAt === void 0 ? "" : utcSeconds(granted.expiresAt));
      setOutput("scopes", granted.scopes.join(","));
      setOutput("environment", environmentOf(granted.scopes));
      setOutput("runner-ip", granted.ipsWhitelist?.join(",") ?? "");
      setOutput("request-id", issued.call.requestId);
    }
    function exportToEnvironment({apiKey: apiKey}, {userToken: userToken, granted: granted}, log) {
      exportVariable("ETORO_API_KEY", apiKey.reveal());
      exportVariable("ETORO_USER_KEY", userToken.reveal());
      const environment = environmentOf(granted.scopes);
      const names = [ "ETORO_ENVIRONMENT", "ETORO_MODE" ].slice(environment === "" ? 2 : 0);
      const left = names.filter(name => process.env[name]);
      const set = names.filter(name => !left.includes(name));
      for (const name of set) exportVariable(name, environment);
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
    const askSupport = "Ask the support of eToro about the request id.";
    const mayBeDemo = "This may be a key for Demo.";
    const otherKey = "The permissions of a key are chosen when it is made: make another one in eToro, in Settings > Trading > Create New Key, with environment Real, Write access, and Agent portfolio where that is offered.";
    const mayNotGrant = "The user key may not grant one of the scopes. This may be a key for Demo, which grants demo scopes, and a key for Real grants real scopes. Use another user key, or ask for fewer in the input scopes.";
    const byCodeOfCreate = {
      InsufficientPermissions: `The user key lacks a permission. To create a token it needs agent-portfolio:write or real:write (with api-version v2, real:write may not be enough). ${mayBeDemo} ${otherKey}`,
      ScopeIdsRequired: "Name at least one scope in the input scopes.",
      ScopeIdInvalid: "eToro does not know one of the scopes: check the input scopes for ids.",
      ScopeIdsDuplicateItems: "Name each scope once in the input scopes.",
      ScopeIdNotAllowed: mayNotGrant,
      ScopeNameNotAllowed: mayNotGrant,
      IpsWhitelistInvalidIp: "eToro accepts public IPv4 addresses only: check the input runner-ip.",
      ValidationFailed: "Check the inputs expires-in and scopes, and that the clock of this runner is right."
    };
    function adviceFor(error, place) {
      const {failure: failure, call: call} = error;
      switch (failure.kind) {
       case "refused":
        if (failure.errorCode === void 0) return aboutForeign(failure, call.operation, place);
        return aboutRefusal(error, failure.errorCode, failure, place);

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
      if (/^error code: 1\d{3}$/.test(errorMessage)) return "Cloudflare, in front of eToro, blocks this client or the address of this runner. That says nothing about the keys. Try another runner, or ask the support of eToro.";
      if (status >= 300 && status < 400) return "A redirect is not followed, because it could take the keys to another place. Check the input api-url.";
      if (status === 401 && isCutOff(errorMessage)) return cutOff;
      if (status === 407) return "The proxy wants other credentials. Check https_proxy in the environment.";
      if (status === 408 || status >= 500) return `A gateway in front of eToro, or a proxy on the way, has a problem. Try again later.`;
      const isEnded = operation === "create" && (status === 404 || status === 410);
      return isEnded ? `${inFront} Or ${mayHaveEnded}` : inFront;
    }
    function aboutRefusal(error, errorCode, {status: status, errorMessage: errorMessage = ""}, place) {
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
      if (operation === "create" && Object.hasOwn(byCodeOfCreate, errorCode)) return byCodeOfCreate[errorCode] ?? "";
      if (errorCode === "InsufficientPermissions") {
        const needs = operation === "list" ? " To list tokens it needs any permission for real or agent-portfolio." : "";
        return `The user key lacks a permission.${needs} ${mayBeDemo} ${otherKey}`;
      }
      switch (status) {
       case 400:
        if (operation === "create") return "Check the inputs of this step.";
        return place === "action revoke" ? "Check the inputs portfolio-id and token-ids." : askSupport;

       case 401:
        if (isCutOff(errorMessage)) return cutOff;
        return place === "post step" ? "Since the token was made, a key was revoked or has expired, or the runner has another address." : "A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.";

       case 403:
        return "The user key may not do this. Check its permissions in eToro.";

       case 410:
        return operation === "create" ? mayHaveEnded : askSupport;

       default:
        return askSupport;
      }
    }
    function limited(what, place) {
      switch (place) {
       case "step":
        return `${what}, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel), or raise the input timeout.`;

       case "post step":
        return `${what}, and each job makes at least two. Start fewer jobs at once (strategy.max-parallel).`;

       case "action revoke":
        return `${what}. Raise the input timeout, or run this again later.`;
      }
    }
    function noPortfolio(place) {
      return place === "post step" ? "This user key had the agent-portfolio when the token was made, and does not have it now." : "This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.";
    }
    const cutOff = 'A key is cut off. Keys end in "_", which a double click does not select: copy the key into the secret again, up to its last character.';
    function isCutOff(errorMessage) {
      return /\bmalformed\b/i.test(errorMessage);
    }
    // CONCATENATED MODULE: ./build/messages/error-message.js
    function errorMessage(error, place) {
      if (error instanceof OutOfTime) return `${error.cause ? `${callMessage(error.cause, place)} ` : ""}${outOfTime(error)}`;
      if (error instanceof NoAgreement) return `${error.message} because too few services agree:\n${error.answers.map(answer => `- ${answer}`).join("\n")}\nWrite the public addresses of the runner in the input runner-ip (all that are listed here, if the runner has several), or none to let anyone use the token.`;
      if (error instanceof EtoroError) return callMessage(error, place);
      return error instanceof Error ? error.message : "An unknown error.";
    }
    function callMessage(error, place) {
      return `${error.message} (${reference(error.call)}). ${[ adviceFor(error, place), error.finding ].join(" ").trim()}`;
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
    const error_message_MOST_NAMED = 10;
    function leftTokensMessage(failure, left, {family: family, expiresIn: expiresIn, made: made}) {
      const reason = errorMessage(failure, "post step");
      const expiries = left.flatMap(({expiresAt: expiresAt}) => typeof expiresAt === "number" ? expiresAt : []);
      const last = expiries.length > 0 ? Math.max(...expiries) : made.expiresAt;
      const when = last === void 0 ? `${formatDuration(expiresIn)} after it was made` : `at ${utcSeconds(last)}`;
      const names = left.slice(0, error_message_MOST_NAMED).map(({userTokenName: userTokenName}) => quote(userTokenName));
      if (left.length === 1) return `The user token ${names.join("")} is not revoked: ${reason} It expires by itself ${when}.`;
      if (left.length === 0) return `There may be a user token ${quote(`${family}…`)} that nobody holds: ${reason} If there is one, it expires by itself ${when}.`;
      const more = left.length > names.length ? ` and ${left.length - names.length} more` : "";
      return `${left.length} user tokens are not revoked, ${names.join(", ")}${more}: ${reason} The last of them expires by itself ${when}.`;
    }
    function notRevokedMessage(ends, noWord) {
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
      const texts = [ ...reasons.values() ].map(({error: error, tokens: tokens}) => {
        const names = tokens.slice(0, error_message_MOST_NAMED).map(token => `\n- ${shown(token)}`);
        const rest = tokens.length - names.length;
        const more = rest > 0 ? `\n- and ${rest} more: the log above names them` : "";
        return `${errorMessage(error, "action revoke")}${names.join("")}${more}`;
      });
      const what = ends.size === 1 ? "user token" : "user tokens";
      if (failed > 0) texts.unshift(`${failed} of ${ends.size} ${what} could not be revoked.`);
      if (noWord) texts.unshift(noWord.message);
      return texts.join("\n");
    }
    function shown({userTokenId: userTokenId, userTokenName: userTokenName}) {
      return `${userTokenId} ${userTokenName}`.trim();
    }
    // CONCATENATED MODULE: ./build/secrets/foreign-text.js
    const MOST_ODD = 20;
    const DATE = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?`;
    const dateOrUuid = new RegExp(`^(?:${DATE}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, "i");
    const L = String.raw`[\p{L}\p{M}\p{N}]`;
    const words = new RegExp(`${L}+`, "gu");
    const names = new RegExp(`${DATE}(?![._+-]*${L})|${L}+(?:[._+-]+${L}+)*`, "gu");
    const chunks = new RegExp(`${L}+(?:[._+/=%~-]+${L}+)*`, "gu");
    const tinyWords = new RegExp(String.raw`(?:(?<!${L})${L}{1,3}(?!${L})[^\p{L}\p{N}\0]*){12}`, "u");
    const isForm = name => dateOrUuid.test(name) || (0, external_node_net_namespaceObject.isIPv4)(name) || family_parseName(name) !== void 0;
    const isNumber = word => /^\p{N}+$/u.test(word);
    const isShort = word => /^(?:[\p{L}\p{M}]{1,32}|\p{N}{1,20}|.{1,10})$/u.test(word);
    function showable(text, redact, most = 1e3) {
      const read = text.length > most ? text.slice(0, most).replace(/[\p{L}\p{M}\p{N}._+-]*$/u, "…") : text;
      const line = redact(read.replace(/[\p{Cf}\p{DI}]/gu, "").replace(/[\s\p{Cc}]+/gu, " ")).trim();
      const kept = [];
      const open = line.replace(names, name => isForm(name) ? (kept.push(name), "\0") : name);
      const all = open.match(words) ?? [];
      const hasLong = !all.every(isShort);
      const odd = all.filter(word => isShort(word) && !isPlain(word));
      const size = odd.reduce((sum, word) => sum + word.length / (isNumber(word) ? 2 : 1), 0);
      const isDense = odd.length > 1 && size > MOST_ODD || tinyWords.test(open);
      const isShown = word => isPlain(word) ? !isDense || word.length > 4 : !isDense && (!hasLong || isNumber(word));
      return open.replace(chunks, chunk => {
        if (!(chunk.match(words) ?? []).every(isShort)) return "…";
        return chunk.replace(words, word => isShown(word) ? word : "…");
      }).replace(/[^\p{L}\p{M}\p{N}\p{P}\p{Sc} \0$+<=>^`|~]|@/gu, "…").replace(/…[^\p{L}\p{N}\0]*…/gu, "…").replace(/\0/g, () => kept.shift() ?? "");
    }
    function isPlain(word) {
      if (!/^[\p{L}\p{M}]{2,32}$/u.test(word)) return false;
      if (/^(?:\p{Lu}+|.\P{Lu}*)$/u.test(word)) return true;
      return !/\p{Lu}{2}./u.test(word) && word.replace(/\P{Lu}/gu, "").length * 3 < word.length;
    }
    // CONCATENATED MODULE: ./build/secrets/known-secrets.js
    const lowerCase = text => text.replace(/[A-Z]/g, letter => letter.toLowerCase());
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
          for (const form of formsOf(value)) forms.add(lowerCase(form));
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
    // CONCATENATED MODULE: ./build/runner/exit.js
    function exit() {
      if (process.getActiveResourcesInfo().includes("GetAddrInfoReqWrap")) {
        const code = Number(process.exitCode ?? 0);
        if (process.platform !== "win32") process.execve?.(process.execPath, [ process.execPath, "-e", `process.exit(${code})` ], {}); else if (code === 1) process.kill(process.pid, "SIGKILL");
      }
      process.exit();
    }
    // CONCATENATED MODULE: ./build/inputs/paste-mistake.js
    const mistakes = [ [ /\$\{\{|^\{\{|^(?:secrets|vars|env|inputs)\.\w+$/, "It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there." ], [ /^(?:(?:export|set)\s+|\$env:)?["']?[A-Z][A-Z\d_]+["']?\s*=\s*[^=\s]|^["']?[\w-]*(?:key|token|etoro)[\w-]*["']?\s*:\s*\S/i, "It begins with a name. Leave out the name and what follows it, up to the value." ], [ /^\$[A-Za-z_({]|^%\w+%$|^ETORO_[A-Z_]+$/, "It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}." ], [ /^[{[]|[}\]]$/, "It is JSON. Write only the value that is in it." ], [ /^["'`‘’“”]|["'`‘’“”]$/, "It has quotes around it. Leave them out." ], [ /[,;]$/, "It ends with a comma or semicolon. Leave it out." ] ];
    function pasteMistake(text) {
      return mistakes.find(([looks]) => looks.test(text))?.[1];
    }
    function isNameOfSecret(text) {
      return /^[${% ]*(?:(?:secrets|vars|env|inputs)\.)?ETORO_[A-Z_]+[}% ]*$/.test(text);
    }
    // CONCATENATED MODULE: ./build/runner/keys.js
    function takeKeys(secrets) {
      return {
        apiKey: takeSecret("api-key", secrets, process.env["ETORO_API_KEY"]),
        userKey: takeSecret("user-key", secrets, process.env["ETORO_USER_KEY"])
      };
    }
    function takeSecret(input, secrets, fallback = "") {
      const text = getInput(input) || fallback.trim();
      if (text === "") return;
      const value = new Secret(text);
      if (!isNameOfSecret(text)) secrets.add(value);
      const problem = pasteMistake(text) ?? whyNoSecret(text);
      return problem === void 0 ? {
        value: value
      } : {
        problem: problem
      };
    }
    function whyNoSecret(text) {
      const copyAgain = "Copy it into the secret again.";
      if (!/^[\x21-\x7e]+$/.test(text)) return `It has a character that it cannot have, such as a space or a line break. ${copyAgain}`;
      if (text.length < SHORTEST_SECRET) return `It has fewer than ${SHORTEST_SECRET} characters, and no key is so short. ${copyAgain}`;
      return;
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
    // CONCATENATED MODULE: ./build/runner/github.js
    async function loadGitHub() {
      try {
        const event = JSON.parse((0, external_node_fs_namespaceObject.readFileSync)(process.env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
        if (typeof event !== "object" || event === null) throw new Error("not an event");
      } catch {
        delete process.env["GITHUB_EVENT_PATH"];
      }
      return __nccwpck_require__.e(413).then(__nccwpck_require__.bind(__nccwpck_require__, 413));
    }
    // CONCATENATED MODULE: ./build/runner/input-reader.js
    class InputError extends Error {
      name="InputError";
      absent;
      constructor(problems, absent) {
        const count = problems.length === 1 ? "one input is" : `${problems.length} inputs are`;
        super(`Nothing was sent because ${count} wrong:\n${problems.map(text => `- ${text}`).join("\n")}`);
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
        complete(fields) {
          if (problems.length === 0 && isComplete(fields)) return fields;
          throw new InputError(problems, absent);
        }
      };
    }
    function isComplete(fields) {
      return Object.values(fields).every(value => value !== void 0);
    }
    // CONCATENATED MODULE: ./build/runner/why-absent.js
    async function whyAbsent(error) {
      const absent = error instanceof InputError ? error.absent : [];
      const isKey = absent.includes("api-key") || absent.includes("user-key");
      const isPortfolio = absent.includes("portfolio-id");
      if (!isKey && !isPortfolio) return "";
      try {
        const {eventName: eventName, actor: actor, payload: payload} = (await loadGitHub()).context;
        const cause = absent.includes("user-key") ? certainCause(eventName, actor, payload) : void 0;
        if (cause !== void 0) return `\n${cause}`;
        return (isKey ? why_absent_whyNoSecret(payload) : "") + (isPortfolio ? whyNoVariable : "");
      } catch {
        return "";
      }
    }
    function certainCause(eventName, actor, event) {
      const {repository: repository, pull_request: pullRequest} = event;
      const isPullRequest = /^pull_request(?:_review(?:_comment)?)?$/.test(eventName);
      const isPush = /^(?:push|create|deployment|deployment_status)$/.test(eventName);
      if (actor === "dependabot[bot]" && (isPullRequest || isPush)) return "Dependabot started this run, so GitHub gives it the secrets for Dependabot alone. Save them in Settings > Secrets and variables > Dependabot, or leave the job out: if: github.actor != 'dependabot[bot]'";
      const head = pullRequest?.head?.repo;
      if (isPullRequest && head !== void 0 && head?.full_name !== repository?.full_name) {
        const name = head?.full_name;
        const fork = typeof name === "string" && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(name) ? `the fork ${name}` : "a fork that is deleted";
        return `The pull request is from ${fork}, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository`;
      }
      if (eventName === "schedule" && repository?.fork === true) return "This repository is a fork, and has none of the secrets and variables of the one it was made from. Save your own, or leave the job out: if: ${{ !github.event.repository.fork }}";
      if (eventName === "workflow_call") return `Another workflow calls this one. ${passSecrets}`;
      return;
    }
    const passSecrets = "Write secrets: inherit in the job that calls it, or pass each secret by its name.";
    function why_absent_whyNoSecret({repository: repository}) {
      const causes = [ "It belongs to an environment, and the job names none. Write environment: NAME in the job.", "It has another name.", `The workflow is called by another one. ${passSecrets}`, ...repository?.fork === true ? [ "This repository is a fork, and has none of the secrets of the one it was made from." ] : [] ];
      return `\nGitHub replaces a secret that the job does not get with nothing. Settings > Secrets and variables > Actions shows where each one is. The usual causes:${causes.map(cause => `\n- ${cause}`).join("")}`;
    }
    const whyNoVariable = "\nFor portfolio-id, the usual causes are: the variable belongs to an environment, and the job names none (write environment: NAME in the job); or it is saved as a secret (write ${{ secrets.NAME }} and not ${{ vars.NAME }}).";
    // CONCATENATED MODULE: ./build/runner/program.js
    class Cancelled extends Error {
      name="Cancelled";
    }
    async function runProgram(place, run, fail) {
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
        fail(errorMessage(error, place) + why, error, log);
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
        label: reader.take("label", text => ({
          value: text || (process.env["GITHUB_REPOSITORY"] ?? "")
        })),
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
      return userKey !== void 0 && "value" in userKey && process.env["ETORO_USER_KEY"]?.trim() === userKey.value.reveal();
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
      return text.replace(/[\p{Cf}\p{DI}]/gu, "").replace(/[^\p{L}\p{N} ,.:/-]|:(?=\/\/)|(?<=www)\./giu, sign => `&#${sign.codePointAt(0)};`);
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
        if (typeof expiresAt !== "number" || !etoroClock.isPast(expiresAt)) return error;
        log.info(`The user token ${name} has expired.`);
        return "expired";
      }
    }
    // CONCATENATED MODULE: ./build/token/work.js
    const SLOWEST_CREATE = 25 * SECOND;
    const work_isComplete = ({failure: failure}) => failure === void 0;
    function isSettledSince(sentAt, clock) {
      return ({revoked: revoked, failure: failure}) => revoked === 0 && failure === void 0 && clock.now() - sentAt > SLOWEST_CREATE;
    }
    function these(tokens) {
      return {
        find: () => Promise.resolve(tokens),
        isDone: work_isComplete
      };
    }
    function sweep(family, isDone, keptId) {
      return {
        isDone: isDone,
        async find(etoro, limits) {
          const listed = await etoro.listUserTokens(limits);
          return listed.filter(({userTokenId: userTokenId, userTokenName: userTokenName}) => userTokenId !== keptId && family_parseName(userTokenName)?.family === family);
        }
      };
    }
    function worksOf(family, made, isDone) {
      const {token: token, isHandedOut: isHandedOut = false, uncertainAt: uncertainAt} = made;
      const isKept = isHandedOut && isKeptFamily(family);
      return [ ...token && !isKept ? [ these([ token ]) ] : [], ...uncertainAt === void 0 ? [] : [ sweep(family, isDone, isKept ? token?.userTokenId : void 0) ] ];
    }
    // CONCATENATED MODULE: ./build/token/life.js
    const MOST_LOST = 3;
    const LONGEST_CLEAN_UP = 4.5 * SECOND;
    function startLife(family, tools) {
      const {etoro: etoro, clock: clock, log: log, retries: retries} = tools;
      let made = {};
      let lost = 0;
      const update = change => {
        made = {
          ...made,
          ...change
        };
      };
      const lose = uncertainAt => {
        lost++;
        update({
          uncertainAt: uncertainAt
        });
      };
      return {
        async create(order) {
          const limits = retries.limits();
          const {userTokenName: userTokenName, expiresAt: expiresAt} = order;
          const sentAt = clock.now();
          update({
            expiresAt: Math.max(expiresAt, made.expiresAt ?? 0)
          });
          try {
            const created = await etoro.createUserToken(order, limits);
            const {userTokenId: userTokenId} = created;
            update({
              token: {
                userTokenId: userTokenId,
                userTokenName: userTokenName,
                expiresAt: expiresAt
              }
            });
            tools.save(made);
            return created;
          } catch (error) {
            if (!(error instanceof EtoroError) || verdictOf(error).mayHaveWorked) lose(sentAt);
            throw error;
          }
        },
        async settle(cause) {
          if (lost < MOST_LOST) return;
          const isSettled = isSettledSince(made.uncertainAt ?? 0, clock);
          const work = sweep(family, round => {
            lost = isSettled(round) ? 0 : Math.max(0, lost - round.revoked);
            return round.refusal !== void 0 || lost < MOST_LOST;
          });
          const {failure: failure} = await revokeAll(work, tools);
          if (failure && lost >= MOST_LOST) throw alsoFailed(cause, "Looking for lost tokens", failure);
        },
        handOut() {
          update({
            isHandedOut: true
          });
          tools.save(made);
        },
        async cleanUp() {
          const budget = startBudget(LONGEST_CLEAN_UP, clock);
          const inTime = tools.startRetries(budget, (new AbortController).signal);
          const works = worksOf(family, {
            ...made,
            isHandedOut: false
          }, work_isComplete);
          update({
            token: void 0
          });
          for (const work of works) {
            const {failure: failure} = await revokeAll(work, {
              ...tools,
              retries: inTime
            });
            if (!failure) continue;
            lose(made.uncertainAt ?? clock.now());
            log.info(`${failure.message}. The post step, if there is one, tries again to revoke.`);
          }
          tools.save(made);
        }
      };
    }
    // CONCATENATED MODULE: ./build/token/make-room.js
    const MOST_REVOKED_AT_ONCE = 10;
    function hasExpired({expiresAt: expiresAt}, clock, etoroClock) {
      return typeof expiresAt === "number" && expiresAt < clock.now() && etoroClock.isPast(expiresAt);
    }
    async function makeRoom(full, tools) {
      const {etoro: etoro, etoroClock: etoroClock, clock: clock, log: log} = tools;
      const {failure: failure} = await revokeAll({
        async find(_etoro, limits) {
          const listed = await etoro.listUserTokens(limits);
          const expired = listed.filter(token => hasExpired(token, clock, etoroClock));
          const removable = expired.filter(({userTokenName: userTokenName}) => family_parseName(userTokenName));
          if (removable.length === 0) throw full.with(tally(listed.length, expired.length));
          log.info("The portfolio is full. Revoking tokens of this action that have expired.");
          return removable.slice(0, MOST_REVOKED_AT_ONCE).map(({userTokenId: userTokenId, userTokenName: userTokenName}) => ({
            userTokenId: userTokenId,
            userTokenName: userTokenName
          }));
        },
        isDone: work_isComplete
      }, tools);
      if (!failure) return;
      const isTold = failure instanceof EtoroError && failure.call === full.call;
      throw isTold ? failure : alsoFailed(full, "Making room", failure);
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
        const issued = await create(request, life, tools);
        assertGranted(issued, tools);
        signal.throwIfAborted();
        handOut(issued);
        life.handOut();
      } catch (error) {
        await life.cleanUp();
        throw error;
      }
    }
    async function create({family: family, scopes: scopes, ipsWhitelist: ipsWhitelist, expiresIn: expiresIn}, life, tools) {
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
          await life.cleanUp();
        } catch (error) {
          if (!(error instanceof EtoroError)) throw error;
          const {cause: cause, next: next} = verdictOf(error);
          if (cause === "refused" && isCorrected()) continue;
          if (next === "stop") throw error;
          if (next === "wait") {
            await retries.waitAfter(error, `try ${tries + 1} to create the token`);
            await life.settle(error);
          } else {
            if (cleanups++ === MOST_CLEANUPS) throw error;
            await makeRoom(error, tools);
          }
        }
      }
    }
    function assertGranted({granted: {more: more, less: less}, call: {requestId: requestId}}, {secrets: secrets, log: log}) {
      const listed = texts => secrets.foreignText(texts.join("; "));
      if (more.length > 0) throw new Error(`eToro granted more than was asked for: ${listed(more)} (request id ${requestId}). The token is not used. This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`);
      if (less.length > 0) log.warning(`eToro granted less than was asked for: ${listed(less)}.`);
    }
    // CONCATENATED MODULE: ./build/main.js
    async function run() {
      process.exitCode = 1;
      await runProgram("step", makeToken, (message, _error, log) => {
        log.error(`There is no user token. ${message}`);
        process.exitCode = 1;
      });
    }
    async function makeToken(program) {
      const {log: log, secrets: secrets, signal: signal} = program;
      const inputs = readStepInputs(program.keys, secrets);
      const {apiUrl: apiUrl, agentPortfolioId: agentPortfolioId, keys: keys, scopes: scopes, expiresIn: expiresIn} = inputs;
      const budget = startBudget(inputs.timeout, systemClock);
      for (const scope of unknownScopes(scopes)) log.notice(`This action does not know the scope ${scope}. It is passed on: check its meaning.`);
      const family = startFamily(workflowRun(), inputs.label, !inputs.revoke);
      const note = startNote({
        apiUrl: apiUrl,
        agentPortfolioId: agentPortfolioId,
        family: family,
        expiresIn: expiresIn
      }, keys.userKey);
      try {
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
        }, program, off => {
          warnOfClock(off, log);
        }) ]);
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
          save: note.save
        });
      } finally {
        note.end();
      }
    }
    // CONCATENATED MODULE: ./build/runner/post-target.js
    const reasons = "If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.";
    function readPostTarget(note, {keys: given, secrets: secrets}) {
      const reader = startReading(commonDefaults, secrets);
      const apiUrl = readApiUrl(reader);
      checkProxies(reader, [ apiUrl ]);
      const keys = readKeys(reader, given);
      const inputs = readWithReasons(keys, () => reader.complete({
        keys: keys,
        apiUrl: apiUrl
      }));
      if (inputs.apiUrl.href !== note.apiUrl) throw new Error(`The input api-url of the post step is ${inputs.apiUrl.href}, and the step used ${note.apiUrl}, so nothing was sent. ${reasons}`);
      if (!isKeyOf(note, inputs.keys.userKey)) throw new Error(`The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`);
      return {
        ...inputs,
        agentPortfolioId: note.agentPortfolioId
      };
    }
    function readWithReasons(keys, read) {
      try {
        return read();
      } catch (error) {
        if (keys || !(error instanceof InputError)) throw error;
        throw new Error(`${error.message}\n${reasons}`, {
          cause: error
        });
      }
    }
    // CONCATENATED MODULE: ./build/post.js
    const LONGEST_REVOKING = 150 * SECOND;
    const LAST_TRY = 4.5 * SECOND;
    async function post_run() {
      process.stdout.on("error", () => {});
      await runProgram("post step", revokeTokens, (message, _error, log) => {
        log.warning(`The post step could not revoke. ${message}`);
        process.exitCode = 0;
      });
    }
    async function revokeTokens(program) {
      const {log: log} = program;
      const note = readNote();
      const left = note && whatIsLeft(note);
      if (!left || worksOf(note.family, left, work_isComplete).length === 0) {
        log.info("There is nothing to revoke.");
        return;
      }
      if (note.process) await stopStep(note.process, systemClock);
      const warn = (failure, tokens) => {
        log.warning(leftTokensMessage(failure, tokens, note));
      };
      try {
        const connection = await connect(readPostTarget(note, program), program);
        const {isPast: isPast} = connection.etoroClock;
        const isOver = () => isPast(left.expiresAt ?? 1 / 0);
        const isSettled = isSettledSince(Math.min(left.uncertainAt ?? 0, systemClock.now()), systemClock);
        const revoke = startRevoking(connection, program.signal);
        for (const work of worksOf(note.family, left, round => isOver() || isSettled(round))) {
          const outcome = await revoke(work);
          if (outcome.failure && !isOver()) warn(outcome.failure, outcome.left);
        }
      } catch (error) {
        warn(error, left.token ? [ left.token ] : []);
      }
    }
    function whatIsLeft({process: process, made: made}) {
      return process ? {
        ...made,
        uncertainAt: 1 / 0,
        expiresAt: void 0
      } : made;
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
    class NoWord extends Error {
      name="NoWord";
      constructor(why, advice) {
        super(`${why}. So run: finished revokes nothing. ${advice}`);
      }
    }
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
      const {log: log, secrets: secrets} = tools;
      const over = new Set;
      try {
        const ask = await startAsking(runs.github, tools);
        for (const {userTokenId: userTokenId, userTokenName: userTokenName} of listed) {
          const name = family_parseName(userTokenName);
          if (name?.repository !== repository || name.runId === 0 || name.isKept) continue;
          const {isOver: isOver, said: said} = await ask(name);
          if (isOver) over.add(name.family);
          log.info(`${userTokenId} ${secrets.foreignText(userTokenName, 80)}: run ${name.runId}, attempt ${name.runAttempt}. GitHub says: ${said}.`);
        }
        return {
          isOfRun: ({family: family}) => over.has(family)
        };
      } catch (error) {
        if (!(error instanceof NoWord)) throw error;
        return {
          isOfRun: () => false,
          noWord: error
        };
      }
    }
    const deleted = {
      status: "deleted",
      current: 1 / 0
    };
    async function startAsking(access, tools) {
      const request = await connectGitHub(access, tools);
      const runs = new Map;
      async function find(run_id) {
        const run = await request(`${RUNS}/{run_id}`, {
          run_id: run_id,
          exclude_pull_requests: true
        });
        if (run) {
          const {id: id, status: status, run_attempt: current} = run;
          if (id === run_id && typeof status === "string" && typeof current === "number") return {
            status: tools.secrets.foreignText(status, 40),
            current: current
          };
          throw new NoWord("GitHub answered without a workflow run", checkWay);
        }
        const list = runs.size === 0 ? await request(RUNS, {
          per_page: 1
        }) : void 0;
        if (runs.size > 0 || Array.isArray(list?.workflow_runs)) return deleted;
        throw notAllowed(404);
      }
      return async ({runId: runId, runAttempt: runAttempt}) => {
        const run = runs.get(runId) ?? await find(runId);
        runs.set(runId, run);
        const {status: status, current: current} = run;
        if (run === deleted) return {
          isOver: true,
          said: status
        };
        if (runAttempt > 0 && runAttempt < current) return {
          isOver: true,
          said: `attempt ${current} is ${status}`
        };
        return {
          isOver: status === "completed" && runAttempt <= current,
          said: status
        };
      };
    }
    async function connectGitHub({apiUrl: apiUrl, repository: repository, token: token}, tools) {
      const {send: send, budget: budget, signal: signal} = tools;
      const {getOctokit: getOctokit} = await loadGitHub();
      const fetch = async (address, {headers: headers}) => {
        const timeout = Math.min(20 * SECOND, budget.remaining());
        const request = {
          method: "GET",
          url: new URL(address),
          headers: headers,
          timeout: timeout
        };
        const {status: status, headers: head, body: body} = await send({
          ...request,
          maxBytes: 2 ** 20
        }, signal);
        return {
          status: status,
          headers: new Map(Object.entries(head)),
          text: () => Promise.resolve(body)
        };
      };
      const baseUrl = apiUrl.href.replace(/\/+$/, "");
      const request = {
        fetch: fetch,
        log: {
          warn: () => {}
        }
      };
      const octokit = getOctokit(token.reveal(), {
        baseUrl: baseUrl,
        request: request
      });
      const [owner, repo] = repository.split("/");
      return async (route, parameters) => {
        for (let tries = 1; ;tries++) {
          if (budget.remaining() === 0) throw new NoWord("No time is left to ask GitHub", raiseTimeout);
          try {
            return asObject((await octokit.request(route, {
              owner: owner,
              repo: repo,
              ...parameters
            })).data);
          } catch (error) {
            signal.throwIfAborted();
            const failure = asObject(error);
            const data = asObject(failure.response?.data);
            if (failure.status === 404 && "message" in data) return;
            await waitAfter(failure, tries, apiUrl, tools);
          }
        }
      };
    }
    async function waitAfter({status: status = 0, response: response, cause: cause}, tries, {host: host}, {budget: budget, clock: clock, log: log, signal: signal}) {
      const {"x-ratelimit-reset": reset, ...headers} = response?.headers ?? {};
      const isTold = "retry-after" in headers;
      const isUsedUp = headers["x-ratelimit-remaining"] === "0";
      const isLimit = isTold || isUsedUp || /rate limit/i.test(JSON.stringify(response?.data));
      const isLimited = status === 429 || status === 403 && isLimit;
      if (response && !isLimited && (status === 401 || status === 403)) throw notAllowed(status);
      const lost = cause instanceof TransportError ? cause : void 0;
      const what = response ? `GitHub answered HTTP ${status}` : `No answer from ${host}: ${lost?.message ?? "the request failed"}`;
      const mayPass = isLimited || tries < MOST_TRIES && (response ? status >= 500 : lost?.mayPass);
      if (!mayPass) throw new NoWord(what, checkWay);
      const counted = isUsedUp && !isTold ? {
        ...headers,
        "x-ratelimit-reset": reset
      } : headers;
      const asked = retryAfter({
        status: 429,
        headers: counted
      }, clock.now()) ?? MINUTE;
      const pause = isLimited ? Math.max(SECOND, asked) : tries * SECOND;
      const left = budget.remaining();
      if (pause + SECOND > left) throw new NoWord(`${what}. It takes ${formatDuration(pause)} until it can be asked again, and ${formatDuration(left)} of ${formatDuration(budget.total)} are left`, raiseTimeout);
      log.info(`${what}. Waiting ${formatDuration(pause)} before asking again.`);
      await clock.sleep(pause, signal);
    }
    function notAllowed(status) {
      return new NoWord(`GitHub does not let this job read the workflow runs (HTTP ${status})`, "Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read");
    }
    // CONCATENATED MODULE: ./build/runner/revoke-inputs.js
    const DEFAULT_API = "https://api.github.com";
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
        runs: readRuns(reader, secrets),
        expired: reader.take("expired", parseBoolean),
        dryRun: reader.take("dry-run", parseBoolean)
      };
      if (inputs.tokenIds?.length === 0 && inputs.runs === null && inputs.expired === false) reader.add("token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, run: finished, or expired: true.");
      checkProxies(reader, [ inputs.apiUrl, ...inputs.runs && "github" in inputs.runs ? [ inputs.runs.github.apiUrl ] : [] ]);
      checkFiles(reader, [ "GITHUB_OUTPUT" ]);
      return reader.complete(inputs);
    }
    function readRuns(reader, secrets) {
      const runs = reader.take("run", parseRun);
      if (runs !== "finished") return runs;
      const given = takeSecret("github-token", secrets);
      const token = reader.required("github-token", given, "${{ github.token }}");
      const {GITHUB_API_URL: address = DEFAULT_API, GITHUB_REPOSITORY: name = ""} = process.env;
      const url = parseServiceUrl(address, {
        query: false,
        example: DEFAULT_API
      });
      if ("problem" in url) reader.add(`GITHUB_API_URL: ${url.problem}`);
      if (!token || "problem" in url) return;
      const {repository: repository} = workflowRun();
      return {
        repository: repository,
        github: {
          apiUrl: url.value,
          token: token,
          repository: name
        }
      };
    }
    function parseRun(text) {
      if (text === "") return {
        value: null
      };
      const {repository: repository, runId: thisId} = workflowRun();
      const word = text.toLowerCase();
      const isOther = /^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text));
      if (!isOther && word !== "this" && word !== "finished") return {
        problem: `${quote(text)} is not a workflow run. Write this, finished, or the id of a run: the number in the address of its page.`
      };
      const runId = isOther ? Number(text) : thisId;
      if (runId === 0 || !process.env["GITHUB_REPOSITORY"]) return {
        problem: "GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job."
      };
      return {
        value: word === "finished" ? word : {
          repository: repository,
          runId: runId
        }
      };
    }
    // CONCATENATED MODULE: ./build/runner/revoke-outputs.js
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
      return [ ...ends ].map(([{userTokenName: userTokenName, userTokenId: userTokenId, run: run = ""}, end]) => [ userTokenName, userTokenId, run, end instanceof Error ? `failed: ${end.message}` : wordsFor(end) ]);
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
    function wordsFor(end) {
      return end === "gone" ? "gone already" : end;
    }
    // CONCATENATED MODULE: ./build/token/select.js
    function selectTokens(listed, {tokenIds: tokenIds, isOfRun: isOfRun, expired: expired}, isPast, shown) {
      const selected = new Map;
      for (const userTokenId of tokenIds) selected.set(userTokenId, {
        userTokenId: userTokenId,
        userTokenName: "",
        isListed: false
      });
      for (const token of listed) {
        const {userTokenId: userTokenId, userTokenName: userTokenName} = token;
        const name = family_parseName(userTokenName);
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
      await runProgram("action revoke", revokeSelected, (message, _error, log) => {
        log.error(message);
        process.exitCode = 1;
      });
    }
    async function revokeSelected(program) {
      const {log: log, secrets: secrets} = program;
      const inputs = readRevokeInputs(program.keys, secrets);
      const connection = await connect(inputs, program);
      const budget = startBudget(inputs.timeout, systemClock);
      const retries = connection.startRetries(budget);
      const listed = await listTokens(inputs, connection, retries);
      const tools = {
        ...connection,
        send: send,
        budget: budget,
        signal: program.signal
      };
      const {isOfRun: isOfRun, noWord: noWord} = await whichRuns(inputs.runs, listed ?? [], tools);
      const selected = selectTokens(listed ?? [], {
        ...inputs,
        isOfRun: isOfRun
      }, token => hasExpired(token, systemClock, connection.etoroClock), name => secrets.foreignText(name, 80));
      if (listed) logSelected(selected, listed.length, log);
      const ends = new Map;
      if (inputs.dryRun) for (const token of selected) ends.set(token, token.isListed ? "would be revoked" : "not on the portfolio"); else {
        const outcome = await revokeAll(these(selected), {
          ...connection,
          retries: retries
        });
        for (const token of selected) {
          const end = outcome.ends.get(token.userTokenId) ?? outcome.failure;
          if (end) ends.set(token, end);
        }
      }
      setRevokeOutputs(ends);
      logEnds(ends, log);
      if (inputs.summary && ends.size > 0) addSummary("eToro user tokens", [ "Name", "Id", "Run", "What happened" ], endRows(ends), program);
      const failure = notRevokedMessage(ends, noWord);
      if (failure !== "") throw new Error(failure);
      process.exitCode = 0;
    }
    async function listTokens({runs: runs, expired: expired, dryRun: dryRun}, {etoro: {listUserTokens: list}, log: log}, retries) {
      if (runs ?? (expired || dryRun)) return await tryAgain(retries, "listing the tokens again", list);
      try {
        return await list(retries.limits());
      } catch (error) {
        if (!(error instanceof EtoroError)) throw error;
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