/* The folds of release 0.1.0, made by tests/simulation/frozen/freeze.ts. Not to be edited. */
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
var wl = Object.defineProperty;
var zl = (e, t) => {
  for (var r in t) wl(e, r, { get: t[r], enumerable: !0 });
};
var S = {};
zl(S, {
  BIGINT_FORMAT_RANGES: () => Kt,
  CONSTANT_CATCH: () => Xo,
  Class: () => Xr,
  NUMBER_FORMAT_RANGES: () => pt,
  aborted: () => ne,
  allowsEval: () => rn,
  assert: () => Tl,
  assertEqual: () => Al,
  assertIs: () => $l,
  assertNever: () => Ol,
  assertNotEqual: () => Il,
  assignProp: () => Q,
  attachSchema: () => ht,
  base64ToUint8Array: () => Ho,
  base64urlToUint8Array: () => Hl,
  cached: () => Ue,
  captureStackTrace: () => Vt,
  cleanEnum: () => Jl,
  cleanRegex: () => ft,
  clone: () => ee,
  cloneDef: () => Cl,
  codePointLength: () => gt,
  constantCatch: () => Yo,
  createTransparentProxy: () => Zl,
  defineLazy: () => Bo,
  defineLazyInternal: () => z,
  derived: () => Ql,
  esc: () => en,
  escapeRegex: () => me,
  explicitlyAborted: () => sn,
  extend: () => Bl,
  finalizeIssue: () => he,
  floatSafeRemainder: () => Qr,
  getElementAtPath: () => Rl,
  getEnumValues: () => Be,
  getLengthableOrigin: () => yt,
  getParsedType: () => Ll,
  getSizableOrigin: () => Jo,
  hexToUint8Array: () => Xl,
  hide: () => Jt,
  installLazyProp: () => nf,
  isObject: () => Oe,
  isPlainObject: () => Te,
  issue: () => We,
  joinValues: () => Bt,
  jsonStringifyReplacer: () => Ve,
  members: () => cn,
  merge: () => Ul,
  mergeDefs: () => pe,
  normalizeParams: () => k,
  nullish: () => Yr,
  numKeys: () => Dl,
  objectClone: () => Pl,
  omit: () => jl,
  optionalKeys: () => on,
  own: () => ke,
  parsedType: () => an,
  partial: () => Kl,
  pick: () => Fl,
  prefixIssues: () => mt,
  primitiveTypes: () => Wo,
  promiseAllObject: () => Nl,
  propertyKeyTypes: () => nn,
  randomString: () => Ml,
  rawShape: () => Ke,
  required: () => Wl,
  safeExtend: () => Vl,
  shallowClone: () => Ko,
  sizeCaps: () => Gt,
  slugify: () => tn,
  stringifyPrimitive: () => Ut,
  toZod: () => jo,
  uint8ArrayToBase64: () => qo,
  uint8ArrayToBase64url: () => ql,
  uint8ArrayToHex: () => Yl,
  unwrapMessage: () => je,
});
function Al(e) {
  return e;
}
function Il(e) {
  return e;
}
function jo() {
  return (e) => e;
}
function $l(e) {}
function Ol(e) {
  throw new Error('Unexpected value in exhaustive check');
}
function Tl(e) {}
function Be(e) {
  const t = Object.values(e).filter((n) => typeof n == 'number');
  return Object.entries(e)
    .filter(([n, o]) => t.indexOf(+n) === -1)
    .map(([n, o]) => o);
}
function Bt(e, t = '|') {
  return e.map((r) => Ut(r)).join(t);
}
function Ve(e, t) {
  return typeof t == 'bigint' ? t.toString() : t;
}
var qr = class {
  constructor(t) {
    (this._getter = t), (this._value = void 0);
  }
  get value() {
    const t = this._getter;
    return t !== void 0 && ((this._value = t()), (this._getter = void 0)), this._value;
  }
};
function Ue(e) {
  return new qr(e);
}
function Yr(e) {
  return e == null;
}
function ft(e) {
  const t = e.startsWith('^') ? 1 : 0,
    r = e.endsWith('$') ? e.length - 1 : e.length;
  return e.slice(t, r);
}
function Qr(e, t) {
  const r = e / t,
    n = Math.round(r),
    o = 4 * Number.EPSILON * Math.max(Math.abs(r), 1);
  return Math.abs(r - n) < o ? 0 : r - n;
}
var Fo = Symbol('evaluating');
function Bo(e, t, r) {
  let n;
  Object.defineProperty(e, t, {
    get() {
      if (n !== Fo) return n === void 0 && ((n = Fo), (n = r())), n;
    },
    set(o) {
      Object.defineProperty(e, t, { value: o });
    },
    configurable: !0,
  });
}
function Pl(e) {
  return Object.create(Object.getPrototypeOf(e), Object.getOwnPropertyDescriptors(e));
}
function Q(e, t, r) {
  Object.defineProperty(e, t, { value: r, writable: !0, enumerable: !0, configurable: !0 });
}
function Ke(e) {
  const t = Object.getOwnPropertyDescriptor(e, 'shape');
  return t?.get ? t.get.raw : t?.value;
}
function fe(e) {
  return Ke(e._zod.def) ?? e._zod.def.shape;
}
function Vo(e, t, r) {
  Object.defineProperty(e, t, {
    get() {
      const n = r();
      return Q(this, t, n), n;
    },
    enumerable: !0,
    configurable: !0,
  });
}
function Uo(e, t, r) {
  t in e ? Q(e, t, r) : (e[t] = r);
}
function $e(e, t, r, n) {
  const o = fe(t);
  for (const s of r) {
    const i = Object.getOwnPropertyDescriptor(o, s);
    i.enumerable &&
      (i.get
        ? Vo(e, s, () => {
            const a = t._zod.def.shape[s];
            return n ? n(a, s) : a;
          })
        : Uo(e, s, n ? n(i.value, s) : i.value));
  }
}
function El(e, t) {
  for (const r of Reflect.ownKeys(t)) {
    const n = Object.getOwnPropertyDescriptor(t, r);
    n.enumerable && (n.get ? Vo(e, r, () => t[r]) : Uo(e, r, n.value));
  }
}
function pe(...e) {
  const t = {};
  for (const r of e) {
    const n = Object.getOwnPropertyDescriptors(r);
    Object.assign(t, n);
  }
  return Object.defineProperties({}, t);
}
function Cl(e) {
  return pe(e._zod.def);
}
function Rl(e, t) {
  return t ? t.reduce((r, n) => r?.[n], e) : e;
}
function Nl(e) {
  const t = Object.keys(e),
    r = t.map((n) => e[n]);
  return Promise.all(r).then((n) => {
    const o = {};
    for (let s = 0; s < t.length; s++) o[t[s]] = n[s];
    return o;
  });
}
function Ml(e = 10) {
  let t = 'abcdefghijklmnopqrstuvwxyz',
    r = '';
  for (let n = 0; n < e; n++) r += t[Math.floor(Math.random() * t.length)];
  return r;
}
function en(e) {
  return JSON.stringify(e);
}
function tn(e) {
  return e
    .toLowerCase()
    .trim()
    .replace(/[^\w\s-]/g, '')
    .replace(/[\s_-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
var Vt = 'captureStackTrace' in Error ? Error.captureStackTrace : (...e) => {};
function Oe(e) {
  return typeof e == 'object' && e !== null && !Array.isArray(e);
}
var rn = Ue(() => {
  if (H.jitless || (typeof navigator < 'u' && navigator?.userAgent?.includes('Cloudflare'))) return !1;
  try {
    const e = Function;
    return new e(''), !0;
  } catch {
    return !1;
  }
});
function Te(e) {
  if (Oe(e) === !1) return !1;
  const t = e.constructor;
  if (t === void 0 || typeof t != 'function') return !0;
  const r = t.prototype;
  return !(Oe(r) === !1 || Object.hasOwn(r, 'isPrototypeOf') === !1);
}
function Ko(e) {
  return Te(e)
    ? { ...e }
    : Array.isArray(e)
      ? [...e]
      : e instanceof Map
        ? new Map(e)
        : e instanceof Set
          ? new Set(e)
          : e;
}
function Dl(e) {
  let t = 0;
  for (const r in e) Object.hasOwn(e, r) && t++;
  return t;
}
var Ll = (e) => {
    const t = typeof e;
    switch (t) {
      case 'undefined':
        return 'undefined';
      case 'string':
        return 'string';
      case 'number':
        return Number.isNaN(e) ? 'nan' : 'number';
      case 'boolean':
        return 'boolean';
      case 'function':
        return 'function';
      case 'bigint':
        return 'bigint';
      case 'symbol':
        return 'symbol';
      case 'object':
        return Array.isArray(e)
          ? 'array'
          : e === null
            ? 'null'
            : e.then && typeof e.then == 'function' && e.catch && typeof e.catch == 'function'
              ? 'promise'
              : typeof Map < 'u' && e instanceof Map
                ? 'map'
                : typeof Set < 'u' && e instanceof Set
                  ? 'set'
                  : typeof Date < 'u' && e instanceof Date
                    ? 'date'
                    : typeof File < 'u' && e instanceof File
                      ? 'file'
                      : 'object';
      default:
        throw new Error(`Unknown data type: ${t}`);
    }
  },
  nn = new Set(['string', 'number', 'symbol']),
  Wo = new Set(['string', 'number', 'bigint', 'boolean', 'symbol', 'undefined']);
function me(e) {
  return e.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
function ee(e, t, r) {
  const n = new e._zod.constr(t ?? e._zod.def);
  return (!t || r?.parent) && (n._zod.parent = e), n;
}
function k(e) {
  const t = e;
  if (!t) return {};
  if (typeof t == 'string') return { error: () => t };
  if (t?.message !== void 0) {
    if (t?.error !== void 0) throw new Error('Cannot specify both `message` and `error` params');
    t.error = t.message;
  }
  return delete t.message, typeof t.error == 'string' ? { ...t, error: () => t.error } : t;
}
function Zl(e) {
  let t;
  return new Proxy(
    {},
    {
      get(r, n, o) {
        return t ?? (t = e()), Reflect.get(t, n, o);
      },
      set(r, n, o, s) {
        return t ?? (t = e()), Reflect.set(t, n, o, s);
      },
      has(r, n) {
        return t ?? (t = e()), Reflect.has(t, n);
      },
      deleteProperty(r, n) {
        return t ?? (t = e()), Reflect.deleteProperty(t, n);
      },
      ownKeys(r) {
        return t ?? (t = e()), Reflect.ownKeys(t);
      },
      getOwnPropertyDescriptor(r, n) {
        return t ?? (t = e()), Reflect.getOwnPropertyDescriptor(t, n);
      },
      defineProperty(r, n, o) {
        return t ?? (t = e()), Reflect.defineProperty(t, n, o);
      },
    },
  );
}
function Ut(e) {
  return typeof e == 'bigint' ? e.toString() + 'n' : typeof e == 'string' ? `"${e}"` : `${e}`;
}
function on(e) {
  return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === 'optional');
}
var pt = {
    safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    int32: [-2147483648, 2147483647],
    uint32: [0, 4294967295],
    float32: [-34028234663852886e22, 34028234663852886e22],
    float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
  },
  Kt = {
    int64: [BigInt('-9223372036854775808'), BigInt('9223372036854775807')],
    uint64: [BigInt(0), BigInt('18446744073709551615')],
  };
function Fl(e, t) {
  const r = e._zod.def,
    n = r.checks;
  if (n && n.length > 0) throw new Error('.pick() cannot be used on object schemas containing refinements');
  const s = {};
  return $e(s, e, Wt(e, t)), ee(e, pe(r, { shape: s, checks: [] }));
}
function Wt(e, t) {
  const r = fe(e),
    n = [];
  for (const o of Reflect.ownKeys(t)) {
    if (!Object.getOwnPropertyDescriptor(r, o)?.enumerable) throw new Error(`Unrecognized key: "${String(o)}"`);
    t[o] && n.push(o);
  }
  return n;
}
function jl(e, t) {
  const r = e._zod.def,
    n = r.checks;
  if (n && n.length > 0) throw new Error('.omit() cannot be used on object schemas containing refinements');
  const s = new Set(Wt(e, t)),
    i = {};
  return (
    $e(
      i,
      e,
      Reflect.ownKeys(fe(e)).filter((a) => !s.has(a)),
    ),
    ee(e, pe(r, { shape: i, checks: [] }))
  );
}
function Bl(e, t) {
  if (!Te(t)) throw new Error('Invalid input to extend: expected a plain object');
  const r = e._zod.def.checks;
  if (r && r.length > 0) {
    const o = fe(e);
    for (const s of Reflect.ownKeys(t))
      if (Object.getOwnPropertyDescriptor(o, s) !== void 0)
        throw new Error('Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.');
  }
  return ee(e, pe(e._zod.def, { shape: Go(e, t) }));
}
function Go(e, t) {
  const r = {};
  return $e(r, e, Reflect.ownKeys(fe(e))), El(r, t), r;
}
function Vl(e, t) {
  if (!Te(t)) throw new Error('Invalid input to safeExtend: expected a plain object');
  return ee(e, pe(e._zod.def, { shape: Go(e, t) }));
}
function Ul(e, t) {
  if (!t?._zod?.def)
    throw new Error('Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.');
  if (e._zod.def.checks?.length)
    throw new Error('.merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.');
  const r = {};
  $e(r, e, Reflect.ownKeys(fe(e))), $e(r, t, Reflect.ownKeys(fe(t)));
  const n = pe(e._zod.def, {
    shape: r,
    get catchall() {
      return t._zod.def.catchall;
    },
    checks: t._zod.def.checks ?? [],
  });
  return ee(e, n);
}
function Kl(e, t, r, n = 'partial') {
  const s = t._zod.def.checks;
  if (s && s.length > 0) throw new Error(`.${n}() cannot be used on object schemas containing refinements`);
  const a = r ? new Set(Wt(t, r)) : void 0,
    c = {};
  return (
    $e(c, t, Reflect.ownKeys(fe(t)), e && ((u, d) => (a && !a.has(d) ? u : new e({ type: 'optional', innerType: u })))),
    ee(t, pe(t._zod.def, { shape: c, checks: [] }))
  );
}
function Wl(e, t, r) {
  const n = r ? new Set(Wt(t, r)) : void 0,
    o = {};
  return (
    $e(o, t, Reflect.ownKeys(fe(t)), (s, i) => (n && !n.has(i) ? s : new e({ type: 'nonoptional', innerType: s }))),
    ee(t, pe(t._zod.def, { shape: o }))
  );
}
function ne(e, t = 0) {
  if (e.aborted === !0) return !0;
  for (let r = t; r < e.issues.length; r++) if (e.issues[r]?.continue !== !0) return !0;
  return !1;
}
function sn(e, t = 0) {
  if (e.aborted === !0) return !0;
  for (let r = t; r < e.issues.length; r++) if (e.issues[r]?.continue === !1) return !0;
  return !1;
}
function mt(e, t) {
  return t.map((r) => {
    var n;
    return (n = r).path ?? (n.path = []), r.path.unshift(e), r;
  });
}
function je(e) {
  return typeof e == 'string' ? e : e?.message;
}
function Gt(e) {
  const t = [];
  for (const r of e ?? []) {
    const n = r._zod.def;
    if (!/_(length|size)$|_equals$/.test(n.check)) break;
    const o = n.maximum ?? n.length ?? n.size;
    o >= 0 && t.push([o, r]);
  }
  return t;
}
function ht(e, t, r) {
  var n;
  for (let o = t; o < e.length; o++) (n = e[o]).schema ?? (n.schema = r);
}
function he(e, t, r) {
  var n;
  const o = e.inst?._zod?.traits;
  o?.has('$ZodType') && (o.has('$ZodCheck') ? ((n = e).schema ?? (n.schema = e.inst)) : (e.schema = e.inst));
  const s = e.schema !== e.inst ? e.schema?._zod.def?.error : void 0,
    i = e.message
      ? e.message
      : (je(e.inst?._zod.def?.error?.(e)) ??
        je(s?.(e)) ??
        je(t?.error?.(e)) ??
        je(r.customError?.(e)) ??
        je(r.localeError?.(e)) ??
        'Invalid input'),
    a = {};
  for (const c of Object.keys(e))
    c === 'inst' || c === 'schema' || c === 'continue' || c === 'input' || c === '__proto__' || (a[c] = e[c]);
  return a.path ?? (a.path = []), (a.message = i), t?.reportInput && (a.input = e.input), a;
}
function Jo(e) {
  return e instanceof Set ? 'set' : e instanceof Map ? 'map' : e instanceof File ? 'file' : 'unknown';
}
var Gl = /[\uD800-\uDBFF]/;
function gt(e) {
  const t = e.length;
  if (!Gl.test(e)) return t;
  let r = t;
  for (let n = 0; n < t - 1; n++)
    (e.charCodeAt(n) & 64512) === 55296 && (e.charCodeAt(n + 1) & 64512) === 56320 && (r--, n++);
  return r;
}
function yt(e) {
  return Array.isArray(e) ? 'array' : typeof e == 'string' ? 'string' : 'unknown';
}
function an(e) {
  const t = typeof e;
  switch (t) {
    case 'number':
      return Number.isNaN(e) ? 'nan' : 'number';
    case 'object': {
      if (e === null) return 'null';
      if (Array.isArray(e)) return 'array';
      const r = e;
      if (r && Object.getPrototypeOf(r) !== Object.prototype && 'constructor' in r && r.constructor)
        return r.constructor.name;
    }
  }
  return t;
}
function We(...e) {
  const [t, r, n] = e;
  return typeof t == 'string' ? { message: t, code: 'custom', input: r, inst: n } : { ...t };
}
function Jl(e) {
  return Object.entries(e)
    .filter(([t, r]) => Number.isNaN(Number.parseInt(t, 10)))
    .map((t) => t[1]);
}
function Ho(e) {
  const t = atob(e),
    r = new Uint8Array(t.length);
  for (let n = 0; n < t.length; n++) r[n] = t.charCodeAt(n);
  return r;
}
function qo(e) {
  let t = '';
  for (let r = 0; r < e.length; r++) t += String.fromCharCode(e[r]);
  return btoa(t);
}
function Hl(e) {
  const t = e.replace(/-/g, '+').replace(/_/g, '/'),
    r = '='.repeat((4 - (t.length % 4)) % 4);
  return Ho(t + r);
}
function ql(e) {
  return qo(e).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}
function Xl(e) {
  const t = e.replace(/^0x/, '');
  if (t.length % 2 !== 0) throw new Error('Invalid hex string length');
  const r = new Uint8Array(t.length / 2);
  for (let n = 0; n < t.length; n += 2) r[n / 2] = Number.parseInt(t.slice(n, n + 2), 16);
  return r;
}
function Yl(e) {
  return Array.from(e)
    .map((t) => t.toString(16).padStart(2, '0'))
    .join('');
}
var Xr = class {
  constructor(...t) {}
};
function cn(e, t) {
  for (const r in t) {
    const n = Object.getOwnPropertyDescriptor(t, r);
    n.get ? Object.defineProperty(e, r, { ...n, enumerable: !1 }) : ef(e, r, n.value);
  }
}
function ke(e, t, r, n = !0) {
  return Object.defineProperty(e, t, { configurable: !0, writable: !0, enumerable: n, value: r }), r;
}
function Jt(e, t, r) {
  return ke(e, t, r, !1);
}
function Ql(e, t) {
  for (const r in e) {
    const n = e[r];
    Object.defineProperty(t, r, {
      configurable: !0,
      enumerable: !0,
      get() {
        return ke(this, r, n(this));
      },
      set(o) {
        ke(this, r, o);
      },
    });
  }
  return t;
}
function ef(e, t, r) {
  Object.defineProperty(e, t, {
    configurable: !0,
    get() {
      return this == null ? r : ke(this, t, r.bind(this));
    },
    set(n) {
      ke(this, t, n);
    },
  });
}
function tf(e, t) {
  const r = Object.getPrototypeOf(e);
  return t in r ? void 0 : r;
}
var Hr,
  xe = !1,
  rf = {
    configurable: !0,
    get() {
      xe = !0;
    },
  };
function z(e, t, r) {
  const n = Object.getPrototypeOf(e._zod);
  if (t in n && Hr !== e._zod) {
    Hr = void 0;
    return;
  }
  (Hr = e._zod),
    Object.defineProperty(n, t, {
      configurable: !0,
      get() {
        Object.defineProperty(this, t, rf);
        const o = xe;
        xe = !1;
        try {
          const s = r(this);
          return (
            xe ? delete this[t] : Object.defineProperty(this, t, { configurable: !0, writable: !0, value: s }),
            (xe = xe || o),
            s
          );
        } catch (s) {
          throw (delete this[t], (xe = xe || o), s);
        }
      },
      set(o) {
        Object.defineProperty(this, t, { configurable: !0, writable: !0, value: o });
      },
    });
}
function nf(e, t, r, n) {
  const o = tf(e, t);
  o &&
    Object.defineProperty(o, t, {
      configurable: !0,
      get() {
        const s = { configurable: !0, writable: !0, enumerable: n, value: void 0 };
        return Object.defineProperty(this, t, s), (s.value = r(this)), Object.defineProperty(this, t, s), s.value;
      },
      set(s) {
        Object.defineProperty(this, t, { configurable: !0, writable: !0, enumerable: n, value: s });
      },
    });
}
var Xo = '~constantCatch';
function Yo(e) {
  const t = () => e;
  return (t[Xo] = !0), t;
}
var Qo,
  bt = Object.freeze({ status: 'aborted' }),
  un = { value: void 0, enumerable: !1 },
  es = 'captureStackTrace' in Error ? Error : null;
function of(e) {
  const t = es;
  if (t) {
    const r = t.stackTraceLimit;
    if (typeof r == 'number') {
      try {
        t.stackTraceLimit = 0;
      } catch {
        return (es = null), new e();
      }
      try {
        return new e();
      } finally {
        t.stackTraceLimit = r;
      }
    }
  }
  return new e();
}
function m(e, t, r, n) {
  const o = {};
  function s(f) {
    (this.def = f), (this.constr = l), (this.traits = new Set());
  }
  s.prototype = o;
  const i = r,
    a = i && new WeakSet();
  function c(f, p) {
    if (f._zod) {
      if (f._zod.traits.has(e)) return;
    } else {
      un.value = new s(p);
      try {
        Object.defineProperty(f, '_zod', un);
      } finally {
        un.value = void 0;
      }
    }
    if ((f._zod.traits.add(e), t(f, p), a)) {
      let b = Object.getPrototypeOf(f),
        y = f._zod.constr.prototype,
        v = b;
      for (; v && v !== y; ) v = Object.getPrototypeOf(v);
      const C = v ?? b;
      a.has(C) || (a.add(C), cn(C, i));
    }
    const g = l.prototype;
    for (const b in g) Object.hasOwn(g, b) && (b in f || (f[b] = g[b].bind(f)));
  }
  const u = n?.Parent ?? Object;
  class d extends u {}
  Object.defineProperty(d, 'name', { value: e });
  function l(f) {
    const p = n?.Parent ? of(d) : this;
    c(p, f);
    const g = p._zod.deferred;
    if (g) {
      for (const y of g) y();
      p._zod.deferred = void 0;
    }
    const b = globalThis.__zod_globalConfig?.postProcessor;
    return b && b(p), p;
  }
  return (
    Object.defineProperty(l, 'init', { value: c }),
    Object.defineProperty(l, Symbol.hasInstance, {
      value: (f) => (n?.Parent && f instanceof n.Parent ? !0 : f?._zod?.traits?.has(e)),
    }),
    Object.defineProperty(l, 'name', { value: e }),
    l
  );
}
var oe = class extends Error {
    constructor() {
      super('Encountered Promise during synchronous parse. Use .parseAsync() instead.');
    }
  },
  Ge = class extends Error {
    constructor(t) {
      super(`Encountered unidirectional transform during encode: ${t}`), (this.name = 'ZodEncodeError');
    }
  };
(Qo = globalThis).__zod_globalConfig ?? (Qo.__zod_globalConfig = {});
var H = globalThis.__zod_globalConfig;
function te(e) {
  return e && Object.assign(H, e), H;
}
function sf() {
  const e = this._zod;
  return e.message ?? (e.message = JSON.stringify(e.def, Ve, 2)), e.message;
}
function af(e) {
  this._zod.message = e;
}
var cf = { get: sf, set: af, enumerable: !0, configurable: !0 },
  ln = { value: void 0, enumerable: !1 },
  ts = new WeakSet([Object.prototype, Error.prototype]),
  rs = (e, t) => {
    (e.name = '$ZodError'),
      (ln.value = t),
      Object.defineProperty(e, 'issues', ln),
      (ln.value = void 0),
      Object.defineProperty(e, 'message', cf);
    const r = Object.getPrototypeOf(e);
    ts.has(r) ||
      (ts.add(r),
      Object.defineProperty(r, 'toString', {
        configurable: !0,
        enumerable: !1,
        get() {
          const n = () => this.message;
          return Object.defineProperty(this, 'toString', { value: n, configurable: !0, writable: !0 }), n;
        },
        set(n) {
          Object.defineProperty(this, 'toString', { value: n, configurable: !0, writable: !0 });
        },
      }));
  },
  ns = m('$ZodError', rs),
  Qg = m('$ZodError', rs, void 0, { Parent: Error });
function uf(e, t, r) {
  return (
    Object.hasOwn(e, t) ||
      (t === '__proto__'
        ? Object.defineProperty(e, t, { value: r(), writable: !0, enumerable: !0, configurable: !0 })
        : (e[t] = r())),
    e[t]
  );
}
function fn(e, t = (r) => r.message) {
  const r = {},
    n = [];
  for (const o of e.issues) o.path.length > 0 ? uf(r, o.path[0], () => []).push(t(o)) : n.push(t(o));
  return { formErrors: n, fieldErrors: r };
}
function pn(e, t = (r) => r.message) {
  const r = { _errors: [] },
    n = (o, s = []) => {
      for (const i of o.issues)
        if (i.code === 'invalid_union' && i.errors.length) i.errors.map((a) => n({ issues: a }, [...s, ...i.path]));
        else if (i.code === 'invalid_key') n({ issues: i.issues }, [...s, ...i.path]);
        else if (i.code === 'invalid_element') n({ issues: i.issues }, [...s, ...i.path]);
        else {
          const a = [...s, ...i.path];
          if (a.length === 0) r._errors.push(t(i));
          else {
            let c = r,
              u = 0;
            for (; u < a.length; ) {
              const d = a[u],
                l = u === a.length - 1;
              if (d === '_errors') {
                l && c._errors.push(t(i)), u++;
                continue;
              }
              Object.hasOwn(c, d) ||
                Object.defineProperty(c, d, { value: { _errors: [] }, enumerable: !0, writable: !0, configurable: !0 });
              const f = c[d];
              l && f._errors.push(t(i)), (c = f), u++;
            }
          }
        }
    };
  return n(e), r;
}
function Ht(e, t) {
  return { callee: t?.callee ?? e, Err: t?.Err };
}
var qt = (e) => {
  const t = (r, n, o, s) => {
    const i = o ? { ...o, async: !1 } : { async: !1 },
      a = r._zod.run({ value: n, issues: [] }, i);
    if (a instanceof Promise) throw new oe();
    if (a.issues.length) {
      const c = new (s?.Err ?? e)(a.issues.map((u) => he(u, i, te())));
      throw (Vt(c, s?.callee ?? t), c);
    }
    return a.value;
  };
  return t;
};
var Xt = (e) => {
  const t = async (r, n, o, s) => {
    let i = o ? { ...o, async: !0 } : { async: !0 },
      a = r._zod.run({ value: n, issues: [] }, i);
    if ((a instanceof Promise && (a = await a), a.issues.length)) {
      const c = new (s?.Err ?? e)(a.issues.map((u) => he(u, i, te())));
      throw (Vt(c, s?.callee ?? t), c);
    }
    return a.value;
  };
  return t;
};
var Yt = (e) => (t, r, n) => {
  const o = n ? { ...n, async: !1 } : { async: !1 },
    s = t._zod.run({ value: r, issues: [] }, o);
  if (s instanceof Promise) throw new oe();
  return s.issues.length ? os(e, s.issues, o) : { success: !0, data: s.value };
};
function os(e, t, r) {
  let n;
  return {
    success: !1,
    get error() {
      return n || ((n = new e(t.map((o) => he(o, r, te())))), (t = void 0), (r = void 0)), n;
    },
    set error(o) {
      (n = o), (t = void 0), (r = void 0);
    },
  };
}
var Qt = (e) => async (t, r, n) => {
  let o = n ? { ...n, async: !0 } : { async: !0 },
    s = t._zod.run({ value: r, issues: [] }, o);
  return s instanceof Promise && (s = await s), s.issues.length ? os(e, s.issues, o) : { success: !0, data: s.value };
};
var df = Symbol.for('zod.compile.invalid'),
  lf = Symbol.for('zod.compile.fallback'),
  mn = (e, t, r) => {
    const n = e._zod.bag.validator;
    if (n !== void 0) {
      if (n(t) !== df) return !0;
      if (n.definite === !0 && r === void 0) return !1;
    }
    return ff(e, t, r);
  };
function ff(e, t, r) {
  let n = r ? { ...r, async: !1, abortEarly: !0 } : { async: !1, abortEarly: !0 },
    o = e._zod.bag.fallbackRun,
    s;
  if (
    (o ? ((n[lf] = !0), (s = o({ value: t, issues: [] }, n))) : (s = e._zod.run({ value: t, issues: [] }, n)),
    s instanceof Promise)
  )
    throw new oe();
  return s.issues.length === 0;
}
var hn = async (e, t, r) => {
    let n = r ? { ...r, async: !0, abortEarly: !0 } : { async: !0, abortEarly: !0 },
      o = e._zod.run({ value: t, issues: [] }, n);
    return o instanceof Promise && (o = await o), o.issues.length === 0;
  },
  ss = (e) => {
    const t = qt(e),
      r = (n, o, s, i) => {
        const a = s ? { ...s, direction: 'backward' } : { direction: 'backward' };
        return t(n, o, a, Ht(r, i));
      };
    return r;
  };
var is = (e) => {
  const t = qt(e),
    r = (n, o, s, i) => t(n, o, s, Ht(r, i));
  return r;
};
var as = (e) => {
  const t = Xt(e),
    r = async (n, o, s, i) => {
      const a = s ? { ...s, direction: 'backward' } : { direction: 'backward' };
      return await t(n, o, a, Ht(r, i));
    };
  return r;
};
var cs = (e) => {
  const t = Xt(e),
    r = async (n, o, s, i) => await t(n, o, s, Ht(r, i));
  return r;
};
var us = (e) => (t, r, n) => {
  const o = n ? { ...n, direction: 'backward' } : { direction: 'backward' };
  return Yt(e)(t, r, o);
};
var ds = (e) => (t, r, n) => Yt(e)(t, r, n);
var ls = (e) => async (t, r, n) => {
  const o = n ? { ...n, direction: 'backward' } : { direction: 'backward' };
  return Qt(e)(t, r, o);
};
var fs = (e) => async (t, r, n) => Qt(e)(t, r, n);
var ps = /^[cC][0-9a-z]{6,}$/,
  ms = /^[0-9a-z]+$/,
  hs = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/,
  gs = /^[0-9a-vA-V]{20}$/,
  ys = /^[A-Za-z0-9]{27}$/,
  bs = /^[a-zA-Z0-9_-]{21}$/;
function _s(e) {
  return new RegExp(`^[a-zA-Z0-9_-]{${e}}$`);
}
var vs = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var xs = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/,
  yn = (e) =>
    e
      ? new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${e}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`)
      : /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
var ks = /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
var pf =
  '^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$';
function Ss() {
  return new RegExp(pf, 'u');
}
var ws =
    /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/,
  zs =
    /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var As =
    /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/,
  Is =
    /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/,
  $s = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/,
  Os = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var Ts = /^https?$/,
  Ps = /^\+[1-9]\d{6,14}$/;
var Es =
  '(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))';
function mf(e) {
  return new RegExp(`^${e}$`);
}
var Cs = mf(Es);
function gn(e) {
  const t = '(?:[01]\\d|2[0-3]):[0-5]\\d';
  return typeof e.precision == 'number'
    ? e.precision === -1
      ? `${t}`
      : e.precision === 0
        ? `${t}:[0-5]\\d`
        : `${t}:[0-5]\\d\\.\\d{${e.precision}}`
    : e.seconds
      ? `${t}:[0-5]\\d(?:\\.\\d+)?`
      : `${t}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function Rs(e) {
  return new RegExp(`^${gn(e)}$`);
}
function Ns(e) {
  const t = ['Z'];
  e.offset && t.push('([+-](?:[01]\\d|2[0-3]):[0-5]\\d)');
  const r = `${gn({ precision: e.precision, seconds: !0 })}(?:${t.join('|')})`,
    n = e.local ? `${r}|${gn({ precision: e.precision })}` : r;
  return new RegExp(`^${Es}T(?:${n})$`);
}
var Ms = /^[\s\S]{0,}$/;
var bn = /^-?\d+(?:\.\d+)?$/,
  Ds = /^(?:true|false)$/i;
var Ls = /^[^A-Z]*$/,
  Zs = /^[^a-z]*$/;
var U = m('$ZodCheck', (e, t) => {
  var r;
  e._zod ?? (e._zod = {}), (e._zod.def = t), (r = e._zod).onattach ?? (r.onattach = []);
});
var _n = (e) => {
    const t = e.value;
    return !Yr(t) && t.length !== void 0;
  },
  er = { number: 'number', bigint: 'bigint', object: 'date' },
  vn = m('$ZodCheckLessThan', (e, t) => {
    U.init(e, t);
    const r = er[typeof t.value];
    e._zod.check = (n) => {
      (t.inclusive ? n.value <= t.value : n.value < t.value) ||
        n.issues.push({
          origin: er[typeof n.value] ?? r,
          code: 'too_big',
          maximum: typeof t.value == 'object' ? t.value.getTime() : t.value,
          input: n.value,
          inclusive: t.inclusive,
          inst: e,
          continue: !t.abort,
        });
    };
  }),
  xn = m('$ZodCheckGreaterThan', (e, t) => {
    U.init(e, t);
    const r = er[typeof t.value];
    e._zod.check = (n) => {
      (t.inclusive ? n.value >= t.value : n.value > t.value) ||
        n.issues.push({
          origin: er[typeof n.value] ?? r,
          code: 'too_small',
          minimum: typeof t.value == 'object' ? t.value.getTime() : t.value,
          input: n.value,
          inclusive: t.inclusive,
          inst: e,
          continue: !t.abort,
        });
    };
  }),
  Fs = m('$ZodCheckMultipleOf', (e, t) => {
    U.init(e, t),
      (e._zod.check = (r) => {
        if (typeof r.value != typeof t.value) throw new Error('Cannot mix number and bigint in multiple_of check.');
        (typeof r.value == 'bigint'
          ? t.value !== BigInt(0) && r.value % t.value === BigInt(0)
          : Qr(r.value, t.value) === 0) ||
          r.issues.push({
            origin: typeof r.value,
            code: 'not_multiple_of',
            divisor: t.value,
            input: r.value,
            inst: e,
            continue: !t.abort,
          });
      });
  }),
  js = m('$ZodCheckNumberFormat', (e, t) => {
    U.init(e, t), (t.format = t.format || 'float64');
    const r = t.format?.includes('int'),
      n = r ? 'int' : 'number',
      [o, s] = pt[t.format];
    e._zod.check = (i) => {
      const a = i.value;
      if (r) {
        if (!Number.isInteger(a)) {
          i.issues.push({ expected: n, format: t.format, code: 'invalid_type', continue: !1, input: a, inst: e });
          return;
        }
        if (!Number.isSafeInteger(a)) {
          a > 0
            ? i.issues.push({
                input: a,
                code: 'too_big',
                maximum: Number.MAX_SAFE_INTEGER,
                note: 'Integers must be within the safe integer range.',
                inst: e,
                origin: n,
                inclusive: !0,
                continue: !t.abort,
              })
            : i.issues.push({
                input: a,
                code: 'too_small',
                minimum: Number.MIN_SAFE_INTEGER,
                note: 'Integers must be within the safe integer range.',
                inst: e,
                origin: n,
                inclusive: !0,
                continue: !t.abort,
              });
          return;
        }
      }
      a < o &&
        i.issues.push({
          origin: 'number',
          input: a,
          code: 'too_small',
          minimum: o,
          inclusive: !0,
          inst: e,
          continue: !t.abort,
        }),
        a > s &&
          i.issues.push({
            origin: 'number',
            input: a,
            code: 'too_big',
            maximum: s,
            inclusive: !0,
            inst: e,
            continue: !t.abort,
          });
    };
  });
var Bs = m('$ZodCheckMaxLength', (e, t) => {
    var r;
    U.init(e, t),
      (r = e._zod.def).when ?? (r.when = _n),
      (e._zod.check = (n) => {
        const o = n.value,
          s = o.length;
        if ((typeof o == 'string' && s > t.maximum ? gt(o) : s) <= t.maximum) return;
        const a = yt(o);
        n.issues.push({
          origin: a,
          code: 'too_big',
          maximum: t.maximum,
          inclusive: !0,
          input: o,
          inst: e,
          continue: !t.abort,
        });
      });
  }),
  Vs = m('$ZodCheckMinLength', (e, t) => {
    var r;
    U.init(e, t),
      (r = e._zod.def).when ?? (r.when = _n),
      (e._zod.check = (n) => {
        const o = n.value,
          s = o.length;
        if ((typeof o == 'string' && s >= t.minimum && s < t.minimum * 2 ? gt(o) : s) >= t.minimum) return;
        const a = yt(o);
        n.issues.push({
          origin: a,
          code: 'too_small',
          minimum: t.minimum,
          inclusive: !0,
          input: o,
          inst: e,
          continue: !t.abort,
        });
      });
  }),
  Us = m('$ZodCheckLengthEquals', (e, t) => {
    var r;
    U.init(e, t),
      (r = e._zod.def).when ?? (r.when = _n),
      (e._zod.check = (n) => {
        const o = n.value,
          s = o.length,
          i = typeof o == 'string' && s >= t.length && s <= t.length * 2 ? gt(o) : s;
        if (i === t.length) return;
        const a = yt(o),
          c = i > t.length;
        n.issues.push({
          origin: a,
          ...(c ? { code: 'too_big', maximum: t.length } : { code: 'too_small', minimum: t.length }),
          inclusive: !0,
          exact: !0,
          input: n.value,
          inst: e,
          continue: !t.abort,
        });
      });
  }),
  _t = m('$ZodCheckStringFormat', (e, t) => {
    var r, n;
    U.init(e, t),
      t.pattern
        ? ((r = e._zod).check ??
          (r.check = (o) => {
            (t.pattern.lastIndex = 0),
              !t.pattern.test(o.value) &&
                o.issues.push({
                  origin: 'string',
                  code: 'invalid_format',
                  format: t.format,
                  input: o.value,
                  ...(t.pattern ? { pattern: t.pattern.toString() } : {}),
                  inst: e,
                  continue: !t.abort,
                });
          }))
        : ((n = e._zod).check ?? (n.check = () => {}));
  }),
  Ks = m('$ZodCheckRegex', (e, t) => {
    _t.init(e, t),
      (e._zod.check = (r) => {
        (t.pattern.lastIndex = 0),
          !t.pattern.test(r.value) &&
            r.issues.push({
              origin: 'string',
              code: 'invalid_format',
              format: 'regex',
              input: r.value,
              pattern: t.pattern.toString(),
              inst: e,
              continue: !t.abort,
            });
      });
  }),
  Ws = m('$ZodCheckLowerCase', (e, t) => {
    t.pattern ?? (t.pattern = Ls), _t.init(e, t);
  }),
  Gs = m('$ZodCheckUpperCase', (e, t) => {
    t.pattern ?? (t.pattern = Zs), _t.init(e, t);
  }),
  Js = m('$ZodCheckIncludes', (e, t) => {
    U.init(e, t);
    const r = me(t.includes),
      n = new RegExp(typeof t.position == 'number' ? `^.{${t.position},}${r}` : r);
    (t.pattern = n),
      (e._zod.check = (o) => {
        o.value.includes(t.includes, t.position) ||
          o.issues.push({
            origin: 'string',
            code: 'invalid_format',
            format: 'includes',
            includes: t.includes,
            input: o.value,
            inst: e,
            continue: !t.abort,
          });
      });
  }),
  Hs = m('$ZodCheckStartsWith', (e, t) => {
    U.init(e, t);
    const r = new RegExp(`^${me(t.prefix)}.*`);
    t.pattern ?? (t.pattern = r),
      (e._zod.check = (n) => {
        n.value.startsWith(t.prefix) ||
          n.issues.push({
            origin: 'string',
            code: 'invalid_format',
            format: 'starts_with',
            prefix: t.prefix,
            input: n.value,
            inst: e,
            continue: !t.abort,
          });
      });
  }),
  qs = m('$ZodCheckEndsWith', (e, t) => {
    U.init(e, t);
    const r = new RegExp(`.*${me(t.suffix)}$`);
    t.pattern ?? (t.pattern = r),
      (e._zod.check = (n) => {
        n.value.endsWith(t.suffix) ||
          n.issues.push({
            origin: 'string',
            code: 'invalid_format',
            format: 'ends_with',
            suffix: t.suffix,
            input: n.value,
            inst: e,
            continue: !t.abort,
          });
      });
  });
var Xs = m('$ZodCheckOverwrite', (e, t) => {
  U.init(e, t),
    (e._zod.check = (r) => {
      r.value = t.tx(r.value);
    });
});
var tr = class {
  constructor(t = [], r = {}) {
    (this.content = []), (this.indent = 0), (this.args = t), (this.closed = r);
  }
  indented(t) {
    this.indent += 1;
    try {
      t(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(t) {
    if (typeof t == 'function') {
      t(this, { execution: 'sync' }), t(this, { execution: 'async' });
      return;
    }
    const n = t
        .split(`
`)
        .filter((i) => i),
      o = Math.min(...n.map((i) => i.length - i.trimStart().length)),
      s = n.map((i) => i.slice(o)).map((i) => ' '.repeat(this.indent * 2) + i);
    for (const i of s) this.content.push(i);
  }
  compile() {
    const t = Function,
      r = this?.content ?? [''];
    return new t(
      ...Object.keys(this.closed),
      `return function (${this.args.join(', ')}) {
${r.join(`
`)}
};`,
    )(...Object.values(this.closed));
  }
};
var Qs = { major: 4, minor: 6, patch: 7 };
var R = m(
    '$ZodType',
    (e, t) => {
      var r;
      e ?? (e = {}), (e._zod.def = t), (e._zod.bag = e._zod.bag || {}), (e._zod.version = Qs);
      const n = e._zod.def.checks,
        o = e._zod.traits.has('$ZodCheck') ? [e, ...(n ?? [])] : n?.length ? [...n] : [];
      for (const s of o) for (const i of s._zod.onattach) i(e);
      if (o.length === 0)
        (r = e._zod).deferred ?? (r.deferred = []),
          e._zod.deferred?.push(() => {
            e._zod.run = e._zod.parse;
          });
      else {
        const s = (a, c, u) => {
            if (a.memo) return a;
            let d = ne(a),
              l;
            for (const f of c) {
              if (f._zod.def.when) {
                if (sn(a) || !f._zod.def.when(a)) continue;
              } else if (d) continue;
              const p = a.issues.length,
                g = f._zod.check(a);
              if (g instanceof Promise && u?.async === !1) throw new oe();
              if (l || g instanceof Promise)
                l = (l ?? Promise.resolve()).then(async () => {
                  await g, a.issues.length !== p && (ht(a.issues, p, e), d || (d = ne(a, p)));
                });
              else {
                if (a.issues.length === p) continue;
                ht(a.issues, p, e), d || (d = ne(a, p));
              }
            }
            return l ? l.then(() => a) : a;
          },
          i = (a, c, u) => {
            if (ne(a)) return (a.aborted = !0), a;
            const d = s(c, o, u);
            if (d instanceof Promise) {
              if (u.async === !1) throw new oe();
              return d.then((l) => e._zod.parse(l, u));
            }
            return e._zod.parse(d, u);
          };
        e._zod.run = (a, c) => {
          if (c.skipChecks) return e._zod.parse(a, c);
          if (c.direction === 'backward') {
            const d = e._zod.parse({ value: a.value, issues: [] }, { ...c, skipChecks: !0 });
            return d instanceof Promise ? d.then((l) => i(l, a, c)) : i(d, a, c);
          }
          const u = e._zod.parse(a, c);
          if (u instanceof Promise) {
            if (c.async === !1) throw new oe();
            return u.then((d) => s(d, o, c));
          }
          return s(u, o, c);
        };
      }
    },
    {
      get '~standard'() {
        return Jt(this, '~standard', Sn(this));
      },
      set '~standard'(e) {
        ke(this, '~standard', e);
      },
    },
  ),
  di = (e, t) => (e.issues.length ? { issues: e.issues.map((r) => he(r, t, te())) } : { value: e.value });
async function gf(e, t) {
  const r = { async: !0 };
  return di(await e._zod.run({ value: t, issues: [] }, r), r);
}
function Sn(e) {
  return {
    validate: (t) => {
      const r = { async: !1 };
      try {
        const n = e._zod.run({ value: t, issues: [] }, r);
        if (!(n instanceof Promise)) return di(n, r);
      } catch {}
      return gf(e, t);
    },
    vendor: 'zod',
    version: 1,
  };
}
var sr = m('$ZodString', (e, t) => {
    R.init(e, t),
      (e._zod.pattern = t.pattern ?? Ms),
      (e._zod.parse = (r, n) => {
        if (t.coerce)
          try {
            r.value = String(r.value);
          } catch {}
        return (
          typeof r.value == 'string' ||
            r.issues.push({ expected: 'string', code: 'invalid_type', input: r.value, inst: e }),
          r
        );
      });
  }),
  T = m('$ZodStringFormat', (e, t) => {
    _t.init(e, t), sr.init(e, t);
  }),
  li = m('$ZodGUID', (e, t) => {
    t.pattern ?? (t.pattern = xs), T.init(e, t);
  }),
  fi = m('$ZodUUID', (e, t) => {
    if (t.version) {
      const n = { v1: 1, v2: 2, v3: 3, v4: 4, v5: 5, v6: 6, v7: 7, v8: 8 }[t.version];
      if (n === void 0) throw new Error(`Invalid UUID version: "${t.version}"`);
      t.pattern ?? (t.pattern = yn(n));
    } else t.pattern ?? (t.pattern = yn());
    T.init(e, t);
  }),
  pi = m('$ZodEmail', (e, t) => {
    t.pattern ?? (t.pattern = ks), T.init(e, t);
  }),
  mi = 1,
  nr = 2;
function hi(e) {
  try {
    return typeof URL < 'u' && typeof URL.canParse == 'function' ? URL.canParse(e) : (new URL(e), !0);
  } catch {
    return !1;
  }
}
function yf(e, t) {
  return !('normalize' in t) && !('hostname' in t) && !('protocol' in t) ? hi(e) || nr : bf(e, t);
}
function bf(e, t) {
  if (!t.normalize && t.protocol?.source === Ts.source && !/^https?:\/\//i.test(e)) return mi;
  try {
    if (typeof URL < 'u') {
      const r = URL;
      if (typeof r.parse == 'function') return r.parse(e) ?? nr;
    }
    return new URL(e);
  } catch {
    return nr;
  }
}
var _f = /[\t\n\r]/g;
function ei(e) {
  return e.replace(_f, '');
}
function vf(e, t) {
  return (t.lastIndex = 0), t.test(e.hostname);
}
function xf(e, t) {
  return (t.lastIndex = 0), t.test(e.protocol.endsWith(':') ? e.protocol.slice(0, -1) : e.protocol);
}
var gi = m('$ZodURL', (e, t) => {
    T.init(e, t),
      (e._zod.check = (r) => {
        try {
          const n = r.value.trim(),
            o = yf(n, t);
          if (o === mi) {
            r.issues.push({
              code: 'invalid_format',
              format: 'url',
              note: 'Invalid URL format',
              input: r.value,
              inst: e,
              continue: !t.abort,
            });
            return;
          }
          if (o === nr) {
            r.issues.push({ code: 'invalid_format', format: 'url', input: r.value, inst: e, continue: !t.abort });
            return;
          }
          if (o === !0) {
            r.value = ei(n);
            return;
          }
          t.hostname &&
            !vf(o, t.hostname) &&
            r.issues.push({
              code: 'invalid_format',
              format: 'url',
              note: 'Invalid hostname',
              pattern: t.hostname.source,
              input: r.value,
              inst: e,
              continue: !t.abort,
            }),
            t.protocol &&
              !xf(o, t.protocol) &&
              r.issues.push({
                code: 'invalid_format',
                format: 'url',
                note: 'Invalid protocol',
                pattern: t.protocol.source,
                input: r.value,
                inst: e,
                continue: !t.abort,
              }),
            (r.value = t.normalize ? o.href : ei(n));
          return;
        } catch {
          r.issues.push({ code: 'invalid_format', format: 'url', input: r.value, inst: e, continue: !t.abort });
        }
      });
  }),
  yi = m('$ZodEmoji', (e, t) => {
    t.pattern ?? (t.pattern = Ss()), T.init(e, t);
  }),
  bi = m('$ZodNanoID', (e, t) => {
    if (t.length !== void 0 && (!Number.isInteger(t.length) || t.length < 1))
      throw new Error(`Invalid nanoid length: ${t.length}`);
    t.pattern ?? (t.pattern = t.length === void 0 ? bs : _s(t.length)), T.init(e, t);
  }),
  _i = m('$ZodCUID', (e, t) => {
    t.pattern ?? (t.pattern = ps), T.init(e, t);
  }),
  vi = m('$ZodCUID2', (e, t) => {
    t.pattern ?? (t.pattern = ms), T.init(e, t);
  }),
  xi = m('$ZodULID', (e, t) => {
    t.pattern ?? (t.pattern = hs), T.init(e, t);
  }),
  ki = m('$ZodXID', (e, t) => {
    t.pattern ?? (t.pattern = gs), T.init(e, t);
  }),
  Si = m('$ZodKSUID', (e, t) => {
    t.pattern ?? (t.pattern = ys), T.init(e, t);
  }),
  wi = m('$ZodISODateTime', (e, t) => {
    t.pattern ?? (t.pattern = Ns(t)), T.init(e, t);
  }),
  zi = m('$ZodISODate', (e, t) => {
    t.pattern ?? (t.pattern = Cs), T.init(e, t);
  }),
  Ai = m('$ZodISOTime', (e, t) => {
    t.pattern ?? (t.pattern = Rs(t)), T.init(e, t);
  }),
  Ii = m('$ZodISODuration', (e, t) => {
    t.pattern ?? (t.pattern = vs), T.init(e, t);
  }),
  $i = m('$ZodIPv4', (e, t) => {
    t.pattern ?? (t.pattern = ws), T.init(e, t);
  }),
  kf = /^[0-9a-fA-F:.]+$/;
function Oi(e) {
  return kf.test(e) ? hi(`http://[${e}]`) : !1;
}
var Ti = m('$ZodIPv6', (e, t) => {
  t.pattern ?? (t.pattern = zs),
    T.init(e, t),
    (e._zod.check = (r) => {
      Oi(r.value) ||
        r.issues.push({ code: 'invalid_format', format: 'ipv6', input: r.value, inst: e, continue: !t.abort });
    });
});
var Pi = m('$ZodCIDRv4', (e, t) => {
  t.pattern ?? (t.pattern = As), T.init(e, t);
});
function Sf(e) {
  const t = e.split('/');
  if (t.length !== 2) return !1;
  const [r, n] = t;
  if (!n) return !1;
  const o = Number(n);
  return `${o}` !== n || o < 0 || o > 128 ? !1 : Oi(r);
}
var Ei = m('$ZodCIDRv6', (e, t) => {
  t.pattern ?? (t.pattern = Is),
    T.init(e, t),
    (e._zod.check = (r) => {
      Sf(r.value) ||
        r.issues.push({ code: 'invalid_format', format: 'cidrv6', input: r.value, inst: e, continue: !t.abort });
    });
});
function Ci(e) {
  if (e === '') return !0;
  if (/\s/.test(e) || e.length % 4 !== 0) return !1;
  try {
    return atob(e), !0;
  } catch {
    return !1;
  }
}
var wn = /^[0-9a-zA-Z+/]*={0,2}$/,
  Ri = m('$ZodBase64', (e, t) => {
    t.pattern ?? (t.pattern = wn),
      T.init(e, t),
      (e._zod.check = (r) => {
        Ci(r.value) ||
          r.issues.push({ code: 'invalid_format', format: 'base64', input: r.value, inst: e, continue: !t.abort });
      });
  }),
  ir = /^[A-Za-z0-9_-]*$/;
function wf(e) {
  if (!ir.test(e)) return !1;
  const t = e.replace(/[-_]/g, (n) => (n === '-' ? '+' : '/')),
    r = t.padEnd(Math.ceil(t.length / 4) * 4, '=');
  return Ci(r);
}
var Ni = m('$ZodBase64URL', (e, t) => {
    t.pattern ?? (t.pattern = ir),
      T.init(e, t),
      (e._zod.check = (r) => {
        wf(r.value) ||
          r.issues.push({ code: 'invalid_format', format: 'base64url', input: r.value, inst: e, continue: !t.abort });
      });
  }),
  Mi = m('$ZodE164', (e, t) => {
    t.pattern ?? (t.pattern = Ps), T.init(e, t);
  });
function zf(e, t = null) {
  try {
    const r = e.split('.');
    if (r.length !== 3) return !1;
    const [n] = r;
    if (!n) return !1;
    const o = JSON.parse(atob(n));
    return !(('typ' in o && o?.typ !== 'JWT') || !o.alg || (t && (!('alg' in o) || o.alg !== t)));
  } catch {
    return !1;
  }
}
var Di = m('$ZodJWT', (e, t) => {
  T.init(e, t),
    (e._zod.check = (r) => {
      zf(r.value, t.alg) ||
        r.issues.push({ code: 'invalid_format', format: 'jwt', input: r.value, inst: e, continue: !t.abort });
    });
});
var zn = m('$ZodNumber', (e, t) => {
    R.init(e, t),
      (e._zod.pattern = bn),
      (e._zod.parse = (r, n) => {
        if (t.coerce)
          try {
            r.value = Number(r.value);
          } catch {}
        const o = r.value;
        if (typeof o == 'number' && !Number.isNaN(o) && Number.isFinite(o)) return r;
        const s = typeof o == 'number' ? (Number.isNaN(o) ? 'NaN' : Number.isFinite(o) ? void 0 : String(o)) : void 0;
        return (
          r.issues.push({ expected: 'number', code: 'invalid_type', input: o, inst: e, ...(s ? { received: s } : {}) }),
          r
        );
      });
  }),
  Li = m('$ZodNumberFormat', (e, t) => {
    js.init(e, t), zn.init(e, t);
  }),
  Zi = m('$ZodBoolean', (e, t) => {
    R.init(e, t),
      (e._zod.pattern = Ds),
      (e._zod.parse = (r, n) => {
        if (t.coerce)
          try {
            r.value = !!r.value;
          } catch {}
        const o = r.value;
        return (
          typeof o == 'boolean' || r.issues.push({ expected: 'boolean', code: 'invalid_type', input: o, inst: e }), r
        );
      });
  });
var Fi = m('$ZodUnknown', (e, t) => {
    R.init(e, t), (e._zod.parse = (r) => r);
  }),
  ji = m('$ZodNever', (e, t) => {
    R.init(e, t),
      (e._zod.parse = (r, n) => (
        r.issues.push({ expected: 'never', code: 'invalid_type', input: r.value, inst: e }), r
      ));
  });
function Af(e, t) {
  const r = Gt(e._zod.def.checks);
  if (!r.length) return;
  const n = Math.min(...r.map((s) => s[0])),
    o = e._zod.parse;
  e._zod.parse = (s, i) => {
    const a = t(s.value);
    if (a > n && !i?.skipChecks && i?.direction !== 'backward') {
      for (const [c, u] of Gt(e._zod.def.checks))
        if (a > c && u._zod.def.when(s)) {
          const d = s.issues.length;
          return u._zod.check(s), (s.issues[d].continue = !1), ht(s.issues, d, e), s;
        }
    }
    return o(s, i);
  };
}
var If = (e) => (Array.isArray(e) ? e.length : -1);
function ti(e, t, r) {
  e.issues.length && t.issues.push(...mt(r, e.issues)), (t.value[r] = e.value);
}
var Bi = m('$ZodArray', (e, t) => {
  R.init(e, t);
  const r = H.memoizer;
  r?.attach(e),
    (e._zod.parse = (n, o) => {
      const s = n.value;
      if (!Array.isArray(s)) return n.issues.push({ expected: 'array', code: 'invalid_type', input: s, inst: e }), n;
      n.value = r ? r.alloc(e, n, Array(s.length), o) : Array(s.length);
      const i = [],
        a = o?.abortEarly;
      for (let c = 0; c < s.length; c++) {
        const u = s[c],
          d = t.element._zod.run({ value: u, issues: [] }, o);
        if (d instanceof Promise) i.push(d.then((l) => ti(l, n, c)));
        else if ((ti(d, n, c), a && d.issues.length !== 0 && ne(d))) break;
      }
      return i.length ? Promise.all(i).then(() => n) : n;
    }),
    Af(e, If);
});
function or(e, t, r, n, o, s) {
  const i = r in n,
    a = s === 'optional';
  if (!(!i && a && o === 'optional')) {
    if (e.issues.length) {
      if (o !== void 0 && a && !i) return;
      t.issues.push(...mt(r, e.issues));
    }
    if (!i && o === void 0) {
      e.issues.length || t.issues.push({ code: 'invalid_type', expected: 'nonoptional', input: void 0, path: [r] });
      return;
    }
    e.value === void 0 ? (i || (o === 'defaulted' && !a)) && (t.value[r] = void 0) : (t.value[r] = e.value);
  }
}
var $f = [];
function Vi(e) {
  const t = Object.keys(e.shape),
    r = Object.getOwnPropertySymbols(e.shape),
    n = r.length ? r : $f,
    o = n.length ? [...t, ...n] : t;
  for (const i of o)
    if (!e.shape?.[i]?._zod?.traits?.has('$ZodType'))
      throw new Error(`Invalid element at key "${String(i)}": expected a Zod schema`);
  const s = on(e.shape);
  return { ...e, allKeys: o, symbolKeys: n, keySet: new Set(t), numKeys: t.length, optionalKeys: new Set(s) };
}
function Ui(e, t, r, n, o, s, i) {
  let a = [],
    c = o.keySet,
    u = o.catchall._zod,
    d = u.def.type,
    l = u.optin,
    f = u.optout,
    p = 0;
  for (const g in t) {
    if (i && r.issues.length !== p) {
      if (ne(r, p)) break;
      p = r.issues.length;
    }
    if (c.has(g)) continue;
    if (g === '__proto__') {
      d === 'never' && a.push(g);
      continue;
    }
    if (d === 'never') {
      a.push(g);
      continue;
    }
    const b = u.run({ value: t[g], issues: [] }, n);
    b instanceof Promise ? e.push(b.then((y) => or(y, r, g, t, l, f))) : or(b, r, g, t, l, f);
  }
  return (
    a.length && r.issues.push({ code: 'unrecognized_keys', keys: a, input: t, inst: s, continue: !0 }),
    e.length ? Promise.all(e).then(() => r) : r
  );
}
var Of = m('$ZodObject', (e, t) => {
    R.init(e, t);
    const r = Object.getOwnPropertyDescriptor(t, 'shape'),
      n = r?.get ? r.get.raw : (t.shape ?? {});
    if (n) {
      const u = () => {
        const d = { ...n };
        return Object.defineProperty(t, 'shape', { value: d }), (u.raw = d), d;
      };
      (u.raw = n), Object.defineProperty(t, 'shape', { get: u });
    }
    const o = Ue(() => Vi(t));
    z(e, 'propValues', (u) => {
      const d = u.def.shape,
        l = {};
      for (const f in d) {
        const p = d[f]._zod;
        if (p.values) {
          Object.hasOwn(l, f) || Q(l, f, new Set());
          for (const g of p.values) l[f].add(g);
          p.optin !== void 0 && l[f].add(void 0);
        }
      }
      return l;
    });
    let s = Oe,
      i = t.catchall,
      a,
      c = H.memoizer;
    c?.attach(e),
      (e._zod.parse = (u, d) => {
        a ?? (a = o.value);
        const l = u.value;
        if (!s(l)) return u.issues.push({ expected: 'object', code: 'invalid_type', input: l, inst: e }), u;
        u.value = c ? c.alloc(e, u, {}, d) : {};
        let f = [],
          p = a.shape,
          g = d?.abortEarly,
          b = u.issues.length;
        for (const y of a.allKeys) {
          if (g && u.issues.length !== b) {
            if (ne(u, b)) break;
            b = u.issues.length;
          }
          if (y === '__proto__') continue;
          const v = p[y],
            C = v._zod.optin,
            J = v._zod.optout,
            re = v._zod.run({ value: l[y], issues: [] }, d);
          re instanceof Promise ? f.push(re.then(($) => or($, u, y, l, C, J))) : or(re, u, y, l, C, J);
        }
        return i ? Ui(f, l, u, d, o.value, e, g === !0) : f.length ? Promise.all(f).then(() => u) : u;
      });
  }),
  Ki = m('$ZodObjectJIT', (e, t) => {
    Of.init(e, t);
    let r = e._zod.parse,
      n = Ue(() => Vi(t)),
      o = H.memoizer,
      s = (p) => {
        const g = n.value,
          b = g.symbolKeys,
          y = new tr(['payload', 'ctx'], { shape: p, inst: e, memo: o, syms: b }),
          v = ($) => `shape[${$}]._zod.run({ value: input[${$}], issues: [] }, ctx)`,
          C = ($, O) => `
          let ${$}_ab = false;
          for (let i = 0; i < ${$}.issues.length; i++) {
            const iss = ${$}.issues[i];
            iss.path = iss.path ? [${O}, ...iss.path] : [${O}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${$}_ab = true;
          }
          if (${$}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
        y.write('const input = payload.value;');
        let J = Object.create(null),
          re = 0;
        for (const $ of g.allKeys) J[$] = `key_${re++}`;
        y.write(o ? 'const newResult = memo.alloc(inst, payload, {}, ctx);' : 'const newResult = {};');
        for (const $ of g.allKeys) {
          if ($ === '__proto__') continue;
          const O = J[$],
            Y = typeof $ == 'symbol' ? `syms[${b.indexOf($)}]` : en($),
            Gr = `${Y} in input`,
            Lo = p[$],
            Jr = Lo?._zod?.optin,
            Zo = Jr !== void 0,
            kl = Lo?._zod?.optout === 'optional';
          if ((y.write(`const ${O} = ${v(Y)};`), Zo && kl)) {
            const Sl = Jr === 'optional' ? `${O}_present` : `${O}.value !== undefined || ${O}_present`;
            y.write(`
        const ${O}_present = ${Gr};
        if (!${O}.issues.length || ${O}_present) {
          if (${O}.issues.length) {${C(O, Y)}
          }

          if (${Sl}) {
            newResult[${Y}] = ${O}.value;
          }
        }

      `);
          } else
            Zo
              ? (y.write(`
        if (${O}.issues.length) {${C(O, Y)}
        }
      `),
                Jr === 'defaulted'
                  ? y.write(`newResult[${Y}] = ${O}.value;`)
                  : y.write(`
        if (${O}.value !== undefined || ${Gr}) {
          newResult[${Y}] = ${O}.value;
        }
      `))
              : y.write(`
        const ${O}_present = ${Gr};
        if (${O}.issues.length) {${C(O, Y)}
        }
        if (!${O}_present && !${O}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${Y}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${O}_present) {
          newResult[${Y}] = ${O}.value;
        }

      `);
        }
        return y.write('payload.value = newResult;'), y.write('return payload;'), y.compile();
      },
      i,
      a = Oe,
      c = !H.jitless,
      d = c && rn.value,
      l = t.catchall,
      f;
    e._zod.parse = (p, g) => {
      f ?? (f = n.value);
      const b = p.value;
      return a(b)
        ? c && d && g?.async === !1 && g.jitless !== !0
          ? (i || (i = s(t.shape)), (p = i(p, g)), l ? Ui([], b, p, g, f, e, g?.abortEarly === !0) : p)
          : r(p, g)
        : (p.issues.push({ expected: 'object', code: 'invalid_type', input: b, inst: e }), p);
    };
  });
function ri(e, t, r, n) {
  for (const s of e) if (s.issues.length === 0) return (t.value = s.value), t;
  const o = e.filter((s) => !ne(s));
  return o.length === 1
    ? ((t.value = o[0].value), o[0])
    : (t.issues.push({
        code: 'invalid_union',
        input: t.value,
        inst: r,
        errors: e.map((s) => s.issues.map((i) => he(i, n, te()))),
      }),
      t);
}
var An = m('$ZodUnion', (e, t) => {
  R.init(e, t),
    z(e, 'optin', (n) =>
      n.def.options.some((o) => o._zod.optin === 'defaulted')
        ? 'defaulted'
        : n.def.options.some((o) => o._zod.optin !== void 0)
          ? 'optional'
          : void 0,
    ),
    z(e, 'optout', (n) => (n.def.options.some((o) => o._zod.optout === 'optional') ? 'optional' : void 0)),
    z(e, 'values', (n) => {
      if (n.def.options.every((o) => o._zod.values))
        return new Set(n.def.options.flatMap((o) => Array.from(o._zod.values)));
    }),
    z(e, 'pattern', (n) => {
      if (n.def.options.every((o) => o._zod.pattern)) {
        const o = n.def.options.map((s) => s._zod.pattern);
        return new RegExp(`^(${o.map((s) => ft(s.source)).join('|')})$`);
      }
    });
  const r = t.options.length === 1 ? t.options[0]._zod.run : null;
  e._zod.parse = (n, o) => {
    if (r) return r(n, o);
    let s = !1,
      i = [];
    for (const a of t.options) {
      const c = a._zod.run({ value: n.value, issues: [] }, o);
      if (c instanceof Promise) i.push(c), (s = !0);
      else {
        if (c.issues.length === 0) return c;
        i.push(c);
      }
    }
    return s ? Promise.all(i).then((a) => ri(a, n, e, o)) : ri(i, n, e, o);
  };
});
function Tf(e) {
  const t = new Map();
  for (const r of e.options) {
    const n = r._zod.propValues?.[e.discriminator];
    if (!n || n.size === 0) throw new Error(`Invalid discriminated union option at index "${e.options.indexOf(r)}"`);
    for (const o of n)
      if (t.has(o)) {
        if (o !== void 0) throw new Error(`Duplicate discriminator value "${String(o)}"`);
        t.set(o, null);
      } else t.set(o, r);
  }
  return t;
}
var Wi = m('$ZodDiscriminatedUnion', (e, t) => {
    (t.inclusive = !1), An.init(e, t);
    const r = e._zod.parse;
    z(e, 'propValues', (o) => {
      let s = {},
        i = 0;
      for (const a of o.def.options) {
        const c = a._zod.propValues;
        if (!c || Object.keys(c).length === 0)
          throw new Error(`Invalid discriminated union option at index "${o.def.options.indexOf(a)}"`);
        c[o.def.discriminator]?.has(void 0) && i++;
        for (const [u, d] of Object.entries(c)) {
          Object.hasOwn(s, u) || Q(s, u, new Set());
          for (const l of d) s[u].add(l);
        }
      }
      return !o.def.unionFallback && i > 1 && s[o.def.discriminator]?.delete(void 0), s;
    }),
      t.options.forEach((o, s) => {
        const i = Ke(o._zod.def);
        if (i && !Object.hasOwn(i, t.discriminator))
          throw new Error(`Invalid discriminated union option at index "${s}"`);
      });
    const n = Ue(() => Tf(t));
    e._zod.parse = (o, s) => {
      const i = o.value;
      if (!Oe(i)) return o.issues.push({ code: 'invalid_type', expected: 'object', input: i, inst: e }), o;
      const a = i?.[t.discriminator],
        c = n.value.get(a);
      return c && (a !== void 0 || s.direction !== 'backward')
        ? c._zod.run(o, s)
        : t.unionFallback || s.direction === 'backward'
          ? r(o, s)
          : (o.issues.push({
              code: 'invalid_union',
              errors: [],
              note: 'No matching discriminator',
              discriminator: t.discriminator,
              options: Array.from(n.value.keys()).filter((u) => n.value.get(u) !== null),
              input: i,
              path: [t.discriminator],
              inst: e,
            }),
            o);
    };
  }),
  Gi = m('$ZodIntersection', (e, t) => {
    R.init(e, t),
      (e._zod.parse = (r, n) => {
        const o = r.value,
          s = t.left._zod.run({ value: o, issues: [] }, n),
          i = t.right._zod.run({ value: o, issues: [] }, n);
        return s instanceof Promise || i instanceof Promise
          ? Promise.all([s, i]).then(([c, u]) => ni(r, c, u))
          : ni(r, s, i);
      });
  });
function kn(e, t) {
  if (e === t) return { valid: !0, data: e };
  if (e instanceof Date && t instanceof Date && +e == +t) return { valid: !0, data: e };
  if (Te(e) && Te(t)) {
    const r = Object.keys(t),
      n = Object.keys(e).filter((s) => r.indexOf(s) !== -1),
      o = { ...e, ...t };
    Object.hasOwn(o, '__proto__') && delete o.__proto__;
    for (const s of n) {
      if (s === '__proto__') continue;
      const i = kn(e[s], t[s]);
      if (!i.valid) return { valid: !1, mergeErrorPath: [s, ...i.mergeErrorPath] };
      o[s] = i.data;
    }
    return { valid: !0, data: o };
  }
  if (Array.isArray(e) && Array.isArray(t)) {
    if (e.length !== t.length) return { valid: !1, mergeErrorPath: [] };
    const r = [];
    for (let n = 0; n < e.length; n++) {
      const o = e[n],
        s = t[n],
        i = kn(o, s);
      if (!i.valid) return { valid: !1, mergeErrorPath: [n, ...i.mergeErrorPath] };
      r.push(i.data);
    }
    return { valid: !0, data: r };
  }
  return { valid: !1, mergeErrorPath: [] };
}
function ni(e, t, r) {
  let n = new Map(),
    o,
    s = new Map(),
    i = (u, d) => {
      let l;
      if (u.code === 'unrecognized_keys' && !u.path?.length) o ?? (o = u), (l = u.keys);
      else if (u.code === 'invalid_key' && u.origin === 'record' && u.path?.length === 1) {
        const f = String(u.path[0]);
        s.has(f) || s.set(f, u), (l = [f]);
      } else return !1;
      for (const f of l) n.has(f) || n.set(f, {}), (n.get(f)[d] = !0);
      return !0;
    };
  for (const u of t.issues) i(u, 'l') || e.issues.push(u);
  for (const u of r.issues) i(u, 'r') || e.issues.push(u);
  const a = [...n].filter(([, u]) => u.l && u.r).map(([u]) => u);
  if (a.length) {
    const u = o ? a.filter((d) => o.keys.includes(d)) : [];
    u.length && e.issues.push({ ...o, keys: u });
    for (const d of a) !u.includes(d) && s.has(d) && e.issues.push(s.get(d));
  }
  const c = kn(t.value, r.value);
  if (!c.valid) {
    if (ne(e)) return e;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(c.mergeErrorPath)}`);
  }
  return (e.value = c.data), e;
}
var Ji = m('$ZodEnum', (e, t) => {
    R.init(e, t);
    const r = Be(t.entries),
      n = new Set(r);
    (e._zod.values = n),
      z(e, 'pattern', (o) => {
        const s = Be(o.def.entries).filter((i) => nn.has(typeof i));
        return new RegExp(s.length ? `^(${s.map((i) => me(i.toString())).join('|')})$` : '^[^\\s\\S]$');
      }),
      (e._zod.parse = (o, s) => {
        const i = o.value;
        return n.has(i) || o.issues.push({ code: 'invalid_value', values: r, input: i, inst: e }), o;
      });
  }),
  Hi = m('$ZodLiteral', (e, t) => {
    R.init(e, t);
    const r = new Set(t.values);
    (e._zod.values = r),
      z(e, 'pattern', (n) => {
        const o = n.def.values;
        return new RegExp(
          o.length
            ? `^(${o.map((s) => (typeof s == 'string' ? me(s) : s ? me(s.toString()) : String(s))).join('|')})$`
            : '^[^\\s\\S]$',
        );
      }),
      (e._zod.parse = (n, o) => {
        const s = n.value;
        return r.has(s) || n.issues.push({ code: 'invalid_value', values: t.values, input: s, inst: e }), n;
      });
  });
var qi = m('$ZodTransform', (e, t) => {
  R.init(e, t),
    (e._zod.optin = 'optional'),
    H.memoizer?.guard(e),
    (e._zod.parse = (r, n) => {
      if (n.direction === 'backward') throw new Ge(e.constructor.name);
      const o = t.transform(r.value, r);
      if (n.async) return (o instanceof Promise ? o : Promise.resolve(o)).then((i) => ((r.value = i), r));
      if (o instanceof Promise) throw new oe();
      return (r.value = o), r;
    });
});
function oi(e, t) {
  return (e.value = t.issues.length ? void 0 : t.value), e;
}
var In = m('$ZodOptional', (e, t) => {
    R.init(e, t),
      z(e, 'optin', (r) => (r.def.innerType._zod.optin === 'defaulted' ? 'defaulted' : 'optional')),
      (e._zod.optout = 'optional'),
      z(e, 'values', (r) => {
        const n = r.def.innerType._zod.values;
        return n ? new Set([...n, void 0]) : void 0;
      }),
      z(e, 'pattern', (r) => {
        const n = r.def.innerType._zod.pattern;
        return n ? new RegExp(`^(${ft(n.source)})?$`) : void 0;
      }),
      (e._zod.parse = (r, n) => {
        if (r.value === void 0) {
          if (t.innerType._zod.optin !== 'defaulted') return r;
          const o = t.innerType._zod.run({ value: r.value, issues: [] }, n);
          return o instanceof Promise ? o.then((s) => oi(r, s)) : oi(r, o);
        }
        return t.innerType._zod.run(r, n);
      });
  }),
  Xi = m('$ZodExactOptional', (e, t) => {
    In.init(e, t),
      z(e, 'values', (r) => r.def.innerType._zod.values),
      z(e, 'pattern', (r) => r.def.innerType._zod.pattern),
      (e._zod.parse = (r, n) => t.innerType._zod.run(r, n));
  }),
  Yi = m('$ZodNullable', (e, t) => {
    R.init(e, t),
      z(e, 'optin', (r) => r.def.innerType._zod.optin),
      z(e, 'optout', (r) => r.def.innerType._zod.optout),
      z(e, 'pattern', (r) => {
        const n = r.def.innerType._zod.pattern;
        return n ? new RegExp(`^(${ft(n.source)}|null)$`) : void 0;
      }),
      z(e, 'values', (r) => (r.def.innerType._zod.values ? new Set([...r.def.innerType._zod.values, null]) : void 0)),
      (e._zod.parse = (r, n) => (r.value === null ? r : t.innerType._zod.run(r, n)));
  }),
  Qi = m('$ZodDefault', (e, t) => {
    R.init(e, t),
      (e._zod.optin = 'defaulted'),
      z(e, 'values', (r) => r.def.innerType._zod.values),
      (e._zod.parse = (r, n) => {
        if (n.direction === 'backward') return t.innerType._zod.run(r, n);
        if (r.value === void 0) return (r.value = t.defaultValue), r;
        const o = t.innerType._zod.run(r, n);
        return o instanceof Promise ? o.then((s) => si(s, t)) : si(o, t);
      });
  });
function si(e, t) {
  return e.value === void 0 && (e.value = t.defaultValue), e;
}
var ea = m('$ZodPrefault', (e, t) => {
    R.init(e, t),
      (e._zod.optin = 'defaulted'),
      z(e, 'values', (r) => r.def.innerType._zod.values),
      (e._zod.parse = (r, n) => (
        n.direction === 'backward' || (r.value === void 0 && (r.value = t.defaultValue)), t.innerType._zod.run(r, n)
      ));
  }),
  ta = m('$ZodNonOptional', (e, t) => {
    R.init(e, t),
      z(e, 'values', (r) => {
        const n = r.def.innerType._zod.values;
        return n ? new Set([...n].filter((o) => o !== void 0)) : void 0;
      }),
      (e._zod.parse = (r, n) => {
        const o = t.innerType._zod.run(r, n);
        return o instanceof Promise ? o.then((s) => ii(s, e)) : ii(o, e);
      });
  });
function ii(e, t) {
  return (
    !e.issues.length &&
      e.value === void 0 &&
      e.issues.push({ code: 'invalid_type', expected: 'nonoptional', input: e.value, inst: t }),
    e
  );
}
function ai(e, t, r, n) {
  return t.issues.length
    ? ((e.value = r.catchValue({
        ...t,
        value: e.value,
        error: { issues: t.issues.map((o) => he(o, n, te())) },
        input: e.value,
      })),
      e)
    : ((e.value = t.value), t.memo && (e.memo = !0), e);
}
var ra = m('$ZodCatch', (e, t) => {
  R.init(e, t),
    z(e, 'optin', (r) => (r.def.innerType._zod.optin === 'defaulted' ? 'defaulted' : 'optional')),
    z(e, 'optout', (r) => r.def.innerType._zod.optout),
    z(e, 'values', (r) => r.def.innerType._zod.values),
    (e._zod.parse = (r, n) => {
      if (n.direction === 'backward') return t.innerType._zod.run(r, n);
      const o = t.innerType._zod.run({ value: r.value, issues: [] }, n);
      return o instanceof Promise ? o.then((s) => ai(r, s, t, n)) : ai(r, o, t, n);
    });
});
var na = m('$ZodPipe', (e, t) => {
  R.init(e, t),
    z(e, 'values', (r) => r.def.in._zod.values),
    z(e, 'optin', (r) => r.def.in._zod.optin),
    z(e, 'optout', (r) => r.def.out._zod.optout),
    z(e, 'propValues', (r) => r.def.in._zod.propValues),
    (e._zod.parse = (r, n) => {
      if (n.direction === 'backward') {
        const s = t.out._zod.run(r, n);
        return s instanceof Promise ? s.then((i) => rr(i, t.in, n)) : rr(s, t.in, n);
      }
      const o = t.in._zod.run(r, n);
      return o instanceof Promise ? o.then((s) => rr(s, t.out, n)) : rr(o, t.out, n);
    });
});
function rr(e, t, r) {
  return e.issues.some((n) => n.code !== 'unrecognized_keys')
    ? ((e.aborted = !0), e)
    : t._zod.run({ value: e.value, issues: e.issues }, r);
}
var oa = m('$ZodReadonly', (e, t) => {
  R.init(e, t),
    z(e, 'propValues', (r) => r.def.innerType._zod.propValues),
    z(e, 'values', (r) => r.def.innerType._zod.values),
    z(e, 'optin', (r) => r.def.innerType?._zod?.optin),
    z(e, 'optout', (r) => r.def.innerType?._zod?.optout),
    (e._zod.parse = (r, n) => {
      if (n.direction === 'backward') return t.innerType._zod.run(r, n);
      const o = t.innerType._zod.run(r, n);
      return o instanceof Promise ? o.then(ci) : ci(o);
    });
});
function ci(e) {
  return e.memo || (e.value = Object.freeze(e.value)), e;
}
var sa = m('$ZodCustom', (e, t) => {
  U.init(e, t),
    R.init(e, t),
    (e._zod.parse = (r, n) => r),
    (e._zod.check = (r) => {
      const n = r.value,
        o = t.fn(n);
      if (o instanceof Promise) return o.then((s) => ui(s, r, n, e));
      ui(o, r, n, e);
    });
});
function ui(e, t, r, n) {
  if (!e) {
    const o = { code: 'custom', input: r, inst: n, path: [...(n._zod.def.path ?? [])], continue: !n._zod.def.abort };
    n._zod.def.params && (o.params = n._zod.def.params), t.issues.push(We(o));
  }
}
var On = class extends Error {
    constructor() {
      super('Cannot parse a reference cycle that closes through a transform'), (this.name = 'ZodCyclicError');
    }
  },
  Tn = '~memo',
  ia = [];
function aa(e) {
  return e !== null && typeof e == 'object';
}
function $n(e) {
  return e.map((t) => (t.path ? { ...t, path: t.path.slice() } : { ...t }));
}
var ca = new WeakMap(),
  vt = 0,
  ur = 1,
  xt = 2;
function dr(e, t, r) {
  const n = ca.get(e);
  if (n !== void 0) return n ? xt : vt;
  if (t.has(e)) return xt;
  t.add(e);
  let o = vt,
    s = (d) => {
      if (o !== xt && d?._zod) {
        const l = dr(d, t, r);
        l > o && (o = l);
      }
    },
    i = (d, l) => {
      let f = vt;
      for (const p of Reflect.ownKeys(d)) {
        const g = Object.getOwnPropertyDescriptor(d, p);
        if (l && !g.enumerable) continue;
        const b = g.get ? ur : g.value?._zod ? dr(g.value, t, r) : vt;
        b > f && (f = b);
      }
      return f;
    },
    a = (d) => {
      d > o && (o = d);
    },
    c = e._zod.def,
    u = c.type;
  switch (u) {
    case 'object': {
      const d = Ke(c);
      a(d ? i(d, !0) : ur), s(c.catchall);
      break;
    }
    case 'array':
      s(c.element);
      break;
    case 'tuple':
      for (const d of c.items) s(d);
      s(c.rest);
      break;
    case 'record':
    case 'map':
      s(c.keyType), s(c.valueType);
      break;
    case 'set':
      s(c.valueType);
      break;
    case 'union':
      for (const d of c.options) s(d);
      break;
    case 'intersection':
      s(c.left), s(c.right);
      break;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
    case 'promise':
    case 'success':
      s(c.innerType);
      break;
    case 'pipe':
      s(c.in), s(c.out);
      break;
    case 'function':
      s(c.input), s(c.output);
      break;
    case 'lazy': {
      const d = c._cachedInner ?? (r ? e._zod.innerType : void 0);
      a(d ? dr(d, t, !1) : ur);
      break;
    }
    case 'template_literal':
    case 'string':
    case 'number':
    case 'int':
    case 'boolean':
    case 'bigint':
    case 'symbol':
    case 'undefined':
    case 'null':
    case 'void':
    case 'never':
    case 'any':
    case 'unknown':
    case 'date':
    case 'nan':
    case 'enum':
    case 'literal':
    case 'file':
    case 'transform':
    case 'custom':
      break;
    default:
      for (const d in c) {
        const l = Object.getOwnPropertyDescriptor(c, d);
        if (!l || l.get) continue;
        const f = l.value;
        if (!(!f || typeof f != 'object')) {
          if (f._zod) s(f);
          else if (Array.isArray(f)) for (const p of f) s(p);
        }
      }
  }
  return t.delete(e), Pf(e, o);
}
function Pf(e, t) {
  return t !== ur && ca.set(e, t === xt), t;
}
function Ef(e, t) {
  let r = e.buckets.get(t);
  return r || ((r = new WeakMap()), e.buckets.set(t, r)), r;
}
var ar,
  cr = [],
  Cf = {
    alloc(e, t, r) {
      const n = ar;
      if (!n) return r;
      ar = void 0;
      const o = { value: r, issues: null };
      return n.set(t.value, o), cr.push(o), r;
    },
    guard(e) {
      var t;
      (t = e._zod).deferred ?? (t.deferred = []),
        e._zod.deferred.push(() => {
          const r = e._zod.parse,
            n = (o, s) => {
              if (s.direction !== 'backward' && Rf(s, o.value)) throw new On();
              return r(o, s);
            };
          (e._zod.parse = n), e._zod.run === r && (e._zod.run = n);
        });
    },
    attach(e) {
      var t;
      let r,
        n = !1,
        o,
        s;
      (t = e._zod).deferred ?? (t.deferred = []),
        e._zod.deferred.push(() => {
          const i = e._zod.parse,
            a = (c, u) => {
              if (r === void 0) {
                const v = dr(e, new Set(), !1);
                if (v === vt) return (e._zod.parse = i), e._zod.run === a && (e._zod.run = i), i(c, u);
                v === xt || n ? (r = !0) : (n = !0);
              }
              const d = c.value;
              if (!aa(d)) return i(c, u);
              let l = u[Tn];
              l || ((l = { buckets: new WeakMap(), backEdges: void 0 }), (u[Tn] = l));
              let f;
              o === u ? (f = s) : ((f = Ef(l, e)), (o = u), (s = f));
              const p = f.get(d);
              if (p)
                return (
                  (c.value = p.value),
                  p.issues
                    ? p.issues.length && c.issues.push(...$n(p.issues))
                    : ((c.memo = !0), l.backEdges ?? (l.backEdges = new WeakSet()), l.backEdges.add(p.value)),
                  c
                );
              ar = f;
              const g = cr.length,
                b = i(c, u);
              ar = void 0;
              const y = cr.length > g ? cr.pop() : void 0;
              return b instanceof Promise
                ? b.then((v) => (y && (y.issues = v.issues.length ? $n(v.issues) : ia), v))
                : (y && (y.issues = b.issues.length ? $n(b.issues) : ia), b);
            };
          (e._zod.parse = a), e._zod.run === i && (e._zod.run = a);
        });
    },
  };
function Pn() {
  return Cf;
}
function Rf(e, t) {
  const r = e[Tn]?.backEdges;
  return r !== void 0 && aa(t) && r.has(t);
}
var Nf = () => {
  const e = {
    string: { unit: 'characters', verb: 'to have' },
    file: { unit: 'bytes', verb: 'to have' },
    array: { unit: 'items', verb: 'to have' },
    set: { unit: 'items', verb: 'to have' },
    map: { unit: 'entries', verb: 'to have' },
  };
  function t(s) {
    return e[s] ?? null;
  }
  const r = {
      regex: 'input',
      email: 'email address',
      url: 'URL',
      emoji: 'emoji',
      uuid: 'UUID',
      uuidv4: 'UUIDv4',
      uuidv6: 'UUIDv6',
      nanoid: 'nanoid',
      guid: 'GUID',
      cuid: 'cuid',
      cuid2: 'cuid2',
      ulid: 'ULID',
      xid: 'XID',
      ksuid: 'KSUID',
      datetime: 'ISO datetime',
      date: 'ISO date',
      time: 'ISO time',
      duration: 'ISO duration',
      ipv4: 'IPv4 address',
      ipv6: 'IPv6 address',
      mac: 'MAC address',
      cidrv4: 'IPv4 range',
      cidrv6: 'IPv6 range',
      base64: 'base64-encoded string',
      base64url: 'base64url-encoded string',
      json_string: 'JSON string',
      e164: 'E.164 number',
      currency_code: 'currency code',
      credit_card: 'credit card number',
      iban: 'IBAN',
      jwt: 'JWT',
      template_literal: 'input',
    },
    n = { nan: 'NaN' };
  function o(s, i) {
    return s === 'number' && typeof i == 'number' && !Number.isFinite(i) ? String(i) : (n[s] ?? s);
  }
  return (s) => {
    switch (s.code) {
      case 'invalid_type': {
        const i = o(s.expected),
          a = an(s.input),
          c = o(a, s.input);
        return `Invalid input: expected ${i}, received ${c}`;
      }
      case 'invalid_value':
        return s.values.length === 1
          ? `Invalid input: expected ${Ut(s.values[0])}`
          : `Invalid option: expected one of ${Bt(s.values, '|')}`;
      case 'too_big': {
        const i = s.exact ? 'exactly ' : s.inclusive ? '<=' : '<',
          a = t(s.origin);
        return a
          ? `Too big: expected ${s.origin ?? 'value'} to have ${i}${s.maximum.toString()} ${a.unit ?? 'elements'}`
          : `Too big: expected ${s.origin ?? 'value'} to be ${i}${s.maximum.toString()}`;
      }
      case 'too_small': {
        const i = s.exact ? 'exactly ' : s.inclusive ? '>=' : '>',
          a = t(s.origin);
        return a
          ? `Too small: expected ${s.origin} to have ${i}${s.minimum.toString()} ${a.unit}`
          : `Too small: expected ${s.origin} to be ${i}${s.minimum.toString()}`;
      }
      case 'invalid_format': {
        const i = s;
        return i.format === 'starts_with'
          ? `Invalid string: must start with "${i.prefix}"`
          : i.format === 'ends_with'
            ? `Invalid string: must end with "${i.suffix}"`
            : i.format === 'includes'
              ? `Invalid string: must include "${i.includes}"`
              : i.format === 'regex'
                ? `Invalid string: must match pattern ${i.pattern}`
                : `Invalid ${r[i.format] ?? s.format}`;
      }
      case 'not_multiple_of':
        return `Invalid number: must be a multiple of ${s.divisor}`;
      case 'unrecognized_keys':
        return `Unrecognized key${s.keys.length > 1 ? 's' : ''}: ${Bt(s.keys, ', ')}`;
      case 'invalid_key':
        return `Invalid key in ${s.origin}`;
      case 'invalid_union':
        return s.options && Array.isArray(s.options) && s.options.length > 0
          ? `Invalid discriminator value. Expected ${s.options.map((a) => `'${a}'`).join(' | ')}`
          : s.inclusive === !1
            ? 'Invalid input: more than one option matched'
            : 'Invalid input';
      case 'invalid_element':
        return `Invalid value in ${s.origin}`;
      default:
        return 'Invalid input';
    }
  };
};
function ua() {
  return { localeError: Nf() };
}
var da;
var En = class {
  constructor() {
    (this._map = new WeakMap()), (this._idmap = new Map());
  }
  add(t, ...r) {
    const n = r[0];
    return this._map.set(t, n), n && typeof n == 'object' && 'id' in n && this._idmap.set(n.id, t), this;
  }
  clear() {
    return (this._map = new WeakMap()), (this._idmap = new Map()), this;
  }
  remove(t) {
    const r = this._map.get(t);
    return r && typeof r == 'object' && 'id' in r && this._idmap.delete(r.id), this._map.delete(t), this;
  }
  get(t) {
    const r = t._zod.parent;
    if (r) {
      const n = { ...(this.get(r) ?? {}) };
      delete n.id;
      const o = { ...n, ...this._map.get(t) };
      return Object.keys(o).length ? o : void 0;
    }
    return this._map.get(t);
  }
  has(t) {
    return this._map.has(t);
  }
};
function la() {
  return new En();
}
(da = globalThis).__zod_globalRegistry ?? (da.__zod_globalRegistry = la());
var Se = globalThis.__zod_globalRegistry;
function Mf(e) {
  return e.checks && (e.checks = [...e.checks]), e;
}
function fa(e, t) {
  return new e(Mf({ type: 'string', ...k(t) }));
}
function pa(e, t) {
  return new e({ type: 'string', format: 'email', check: 'string_format', abort: !1, ...k(t) });
}
function ma(e, t) {
  return new e({ type: 'string', format: 'guid', check: 'string_format', abort: !1, ...k(t) });
}
function ha(e, t) {
  return new e({ type: 'string', format: 'uuid', check: 'string_format', abort: !1, ...k(t) });
}
function ga(e, t) {
  return new e({ type: 'string', format: 'uuid', check: 'string_format', abort: !1, version: 'v4', ...k(t) });
}
function ya(e, t) {
  return new e({ type: 'string', format: 'uuid', check: 'string_format', abort: !1, version: 'v6', ...k(t) });
}
function ba(e, t) {
  return new e({ type: 'string', format: 'uuid', check: 'string_format', abort: !1, version: 'v7', ...k(t) });
}
function Cn(e, t) {
  return new e({ type: 'string', format: 'url', check: 'string_format', abort: !1, ...k(t) });
}
function _a(e, t) {
  return new e({ type: 'string', format: 'emoji', check: 'string_format', abort: !1, ...k(t) });
}
function va(e, t) {
  return new e({ type: 'string', format: 'nanoid', check: 'string_format', abort: !1, ...k(t) });
}
function xa(e, t) {
  return new e({ type: 'string', format: 'cuid', check: 'string_format', abort: !1, ...k(t) });
}
function ka(e, t) {
  return new e({ type: 'string', format: 'cuid2', check: 'string_format', abort: !1, ...k(t) });
}
function Sa(e, t) {
  return new e({ type: 'string', format: 'ulid', check: 'string_format', abort: !1, ...k(t) });
}
function wa(e, t) {
  return new e({ type: 'string', format: 'xid', check: 'string_format', abort: !1, ...k(t) });
}
function za(e, t) {
  return new e({ type: 'string', format: 'ksuid', check: 'string_format', abort: !1, ...k(t) });
}
function Aa(e, t) {
  return new e({ type: 'string', format: 'ipv4', check: 'string_format', abort: !1, ...k(t) });
}
function Ia(e, t) {
  return new e({ type: 'string', format: 'ipv6', check: 'string_format', abort: !1, ...k(t) });
}
function $a(e, t) {
  return new e({ type: 'string', format: 'cidrv4', check: 'string_format', abort: !1, ...k(t) });
}
function Oa(e, t) {
  return new e({ type: 'string', format: 'cidrv6', check: 'string_format', abort: !1, ...k(t) });
}
function Rn(e, t) {
  return new e({ type: 'string', format: 'base64', check: 'string_format', abort: !1, ...k(t) });
}
function Ta(e, t) {
  return new e({ type: 'string', format: 'base64url', check: 'string_format', abort: !1, ...k(t) });
}
function Pa(e, t) {
  return new e({ type: 'string', format: 'e164', check: 'string_format', abort: !1, ...k(t) });
}
function Ea(e, t) {
  return new e({ type: 'string', format: 'jwt', check: 'string_format', abort: !1, ...k(t) });
}
function Ca(e, t) {
  return new e({
    type: 'string',
    format: 'datetime',
    check: 'string_format',
    offset: !1,
    local: !1,
    precision: null,
    ...k(t),
  });
}
function Ra(e, t) {
  return new e({ type: 'string', format: 'date', check: 'string_format', ...k(t) });
}
function Na(e, t) {
  return new e({ type: 'string', format: 'time', check: 'string_format', precision: null, ...k(t) });
}
function Ma(e, t) {
  return new e({ type: 'string', format: 'duration', check: 'string_format', ...k(t) });
}
function Da(e, t) {
  return new e({ type: 'number', check: 'number_format', abort: !1, format: 'safeint', ...k(t) });
}
function La(e, t) {
  return new e({ type: 'boolean', ...k(t) });
}
function Za(e) {
  return new e({ type: 'unknown' });
}
function Fa(e, t) {
  return new e({ type: 'never', ...k(t) });
}
function lr(e, t) {
  return new vn({ check: 'less_than', ...k(t), value: e, inclusive: !1 });
}
function kt(e, t) {
  return new vn({ check: 'less_than', ...k(t), value: e, inclusive: !0 });
}
function fr(e, t) {
  return new xn({ check: 'greater_than', ...k(t), value: e, inclusive: !1 });
}
function St(e, t) {
  return new xn({ check: 'greater_than', ...k(t), value: e, inclusive: !0 });
}
function pr(e, t) {
  return new Fs({ check: 'multiple_of', ...k(t), value: e });
}
function mr(e, t) {
  return new Bs({ check: 'max_length', ...k(t), maximum: e });
}
function He(e, t) {
  return new Vs({ check: 'min_length', ...k(t), minimum: e });
}
function hr(e, t) {
  return new Us({ check: 'length_equals', ...k(t), length: e });
}
function Nn(e, t) {
  return new Ks({ check: 'string_format', format: 'regex', ...k(t), pattern: e });
}
function Mn(e) {
  return new Ws({ check: 'string_format', format: 'lowercase', ...k(e) });
}
function Dn(e) {
  return new Gs({ check: 'string_format', format: 'uppercase', ...k(e) });
}
function Ln(e, t) {
  return new Js({ check: 'string_format', format: 'includes', ...k(t), includes: e });
}
function Zn(e, t) {
  return new Hs({ check: 'string_format', format: 'starts_with', ...k(t), prefix: e });
}
function Fn(e, t) {
  return new qs({ check: 'string_format', format: 'ends_with', ...k(t), suffix: e });
}
function we(e) {
  return new Xs({ check: 'overwrite', tx: e });
}
function jn(e) {
  return we((t) => t.normalize(e));
}
function Bn() {
  return we((e) => e.trim());
}
function Vn() {
  return we((e) => e.toLowerCase());
}
function Un() {
  return we((e) => e.toUpperCase());
}
function Kn() {
  return we((e) => tn(e));
}
function ja(e, t, r) {
  return new e({ type: 'array', element: t, ...k(r) });
}
function Ba(e, t, r) {
  return new e({ type: 'custom', check: 'custom', fn: t, ...k(r) });
}
function Va(e, t) {
  const r = Df(
    (n) => (
      (n.addIssue = (o) => {
        if (typeof o == 'string') n.issues.push(We(o, n.value, r._zod.def));
        else {
          const s = o;
          s.fatal && (s.continue = !1),
            s.code ?? (s.code = 'custom'),
            'input' in s || (s.input = n.value),
            s.inst ?? (s.inst = r),
            s.continue ?? (s.continue = !r._zod.def.abort),
            n.issues.push(We(s));
        }
      }),
      e(n.value, n)
    ),
    t,
  );
  return r;
}
function Df(e, t) {
  const r = new U({ check: 'custom', ...k(t) });
  return (r._zod.check = e), r;
}
function wt(e, ...t) {
  for (const r of t)
    for (const n of Reflect.ownKeys(r)) Object.prototype.propertyIsEnumerable.call(r, n) && Q(e, n, r[n]);
  return e;
}
function Gn(e) {
  let t = e?.target ?? 'draft-2020-12';
  return (
    t === 'draft-4' && (t = 'draft-04'),
    t === 'draft-7' && (t = 'draft-07'),
    {
      processors: e.processors ?? {},
      metadataRegistry: e?.metadata ?? Se,
      target: t,
      unrepresentable: e?.unrepresentable ?? 'throw',
      override: e?.override ?? (() => {}),
      io: e?.io ?? 'output',
      counter: 0,
      seen: new Map(),
      sharedDefsExtractedFor: void 0,
      sharedEmitDoneFor: void 0,
      cycles: e?.cycles ?? 'ref',
      reused: e?.reused ?? 'inline',
      intersections: [],
      deferred: [],
      external: e?.external ?? void 0,
    }
  );
}
function ge(e, t, r, n, o) {
  const s =
    typeof t.unrepresentable == 'function'
      ? t.unrepresentable({ zodSchema: e, path: n.path, message: o })
      : t.unrepresentable;
  if (s === 'any') return !1;
  if (s === void 0 || s === 'throw') throw new Error(o);
  return Object.assign(r, s), !0;
}
function F(e, t, r = { path: [], schemaPath: [] }) {
  var n;
  const o = e._zod.def,
    s = t.seen.get(e);
  if (s) return s.count++, r.schemaPath.includes(e) && (s.cycle = r.path), s.schema;
  const i = { schema: {}, count: 1, cycle: void 0, path: r.path };
  t.seen.set(e, i), (t.sharedDefsExtractedFor = void 0), (t.sharedEmitDoneFor = void 0);
  const a = e._zod.toJSONSchema?.();
  if (a) i.schema = a;
  else {
    const d = { ...r, schemaPath: [...r.schemaPath, e], path: r.path };
    if (e._zod.processJSONSchema) e._zod.processJSONSchema(t, i.schema, d);
    else {
      const f = i.schema,
        p = t.processors[o.type];
      if (!p) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${o.type}`);
      p(e, t, f, d);
    }
    const l = e._zod.parent;
    l && (i.ref || (i.ref = l), F(l, t, d), (t.seen.get(l).isParent = !0));
  }
  const c = t.metadataRegistry.get(e);
  return (
    c && wt(i.schema, c),
    t.io === 'input' && K(e) && (delete i.schema.examples, delete i.schema.default),
    t.io === 'input' && '_prefault' in i.schema && ((n = i.schema).default ?? (n.default = i.schema._prefault)),
    delete i.schema._prefault,
    t.seen.get(e).schema
  );
}
function Ua(e) {
  return e.replace(/~/g, '~0').replace(/\//g, '~1');
}
function Jn(e, t) {
  const r = e.seen.get(t);
  if (!r) throw new Error('Unprocessed schema. This is a bug in Zod.');
  if (e.external && e.sharedDefsExtractedFor === e.external) return;
  const n = new Map();
  for (const i of e.seen.entries()) {
    const a = e.metadataRegistry.get(i[0])?.id;
    if (a) {
      const c = n.get(a);
      if (c && c !== i[0])
        throw new Error(
          `Duplicate schema id "${a}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`,
        );
      n.set(a, i[0]);
    }
  }
  const o = (i) => {
      const a = e.target === 'draft-2020-12' ? '$defs' : 'definitions';
      if (e.external) {
        const l = e.external.registry.get(i[0])?.id,
          f = e.external.uri ?? ((g) => g);
        if (l) return { ref: f(l) };
        const p = i[1].defId ?? i[1].schema.id ?? `schema${e.counter++}`;
        return (i[1].defId = p), { defId: p, ref: `${f('__shared')}#/${a}/${Ua(p)}` };
      }
      const c = '#',
        u = `${c}/${a}/`;
      if (i[1] === r && !i[1].schema.id) return { ref: c };
      const d = i[1].schema.id ?? `__schema${e.counter++}`;
      return { defId: d, ref: u + Ua(d) };
    },
    s = (i) => {
      if (i[1].schema.$ref) return;
      const a = i[1],
        { ref: c, defId: u } = o(i);
      (a.def = { ...a.schema }), u && (a.defId = u);
      const d = a.schema;
      for (const l in d) delete d[l];
      d.$ref = c;
    };
  if (e.cycles === 'throw')
    for (const i of e.seen.entries()) {
      const a = i[1];
      if (a.cycle)
        throw new Error(`Cycle detected: #/${a.cycle?.join('/')}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
    }
  for (const i of e.seen.entries()) {
    const a = i[1];
    if (t === i[0]) {
      s(i);
      continue;
    }
    if (e.external) {
      const u = e.external.registry.get(i[0])?.id;
      if (t !== i[0] && u) {
        s(i);
        continue;
      }
    }
    if (e.metadataRegistry.get(i[0])?.id) {
      s(i);
      continue;
    }
    if (a.cycle) {
      s(i);
      continue;
    }
    a.count > 1 && e.reused === 'ref' && s(i);
  }
  e.external && (e.sharedDefsExtractedFor = e.external);
}
function Ga(e) {
  const t = e.anyOf;
  if (!Array.isArray(t) || t.length === 0 || e.type !== void 0) return;
  const r = [];
  for (const n of t) {
    if (!n || typeof n != 'object') return;
    Ga(n);
    const o = Object.keys(n);
    if (o.length !== 1 || o[0] !== 'type') return;
    const s = n.type;
    for (const i of Array.isArray(s) ? s : [s]) {
      if (typeof i != 'string') return;
      r.includes(i) || r.push(i);
    }
  }
  delete e.anyOf, (e.type = r.length === 1 ? r[0] : r);
}
var Ja = new Set(['type', 'properties', 'required', 'additionalProperties']),
  Ka = ['oneOf', 'anyOf'];
function Wa(e) {
  const t = e.additionalProperties;
  return t === void 0 || t === !1 || typeof t != 'object' || t === null ? null : Object.keys(t).length ? t : null;
}
function Wn(e) {
  const t = [];
  for (const s of e) {
    if (typeof s != 'object' || s.type !== 'object') return null;
    for (const i in s) if (!Ja.has(i)) return null;
    t.push(s);
  }
  const r = {},
    n = new Set();
  for (const s of t) {
    for (const i in s.properties) {
      if (Object.hasOwn(r, i)) continue;
      const a = [];
      for (const u of t) {
        const d = u.properties?.[i] ?? Wa(u);
        d != null && (a.some((l) => JSON.stringify(l) === JSON.stringify(d)) || a.push(d));
      }
      const c = a.length === 1 ? a[0] : (Wn(a) ?? { allOf: a });
      Q(r, i, c);
    }
    for (const i of s.required ?? []) n.add(i);
  }
  const o = { type: 'object', properties: r };
  if ((n.size && (o.required = [...n]), t.every((s) => s.additionalProperties === !1))) o.additionalProperties = !1;
  else {
    const s = [];
    for (const i of t) {
      const a = Wa(i);
      a && !s.some((c) => JSON.stringify(c) === JSON.stringify(a)) && s.push(a);
    }
    s.length === 1 ? (o.additionalProperties = s[0]) : s.length > 1 && (o.additionalProperties = { allOf: s });
  }
  return o;
}
function Lf(e) {
  const t = e.allOf;
  if (!Array.isArray(t) || t.length < 2) return;
  for (const o of Ja) if (o in e) return;
  let r = t.filter((o) => Ka.some((s) => Array.isArray(o[s]))),
    n = null;
  if (!r.length) n = Wn(t);
  else {
    const o = r[0],
      s = Ka.find((c) => Array.isArray(o[c]));
    if (Object.keys(o).length !== 1) return;
    const i = t.filter((c) => c !== o),
      a = o[s].map((c) => Wn([...i, c]));
    if (a.some((c) => !c)) return;
    n = { [s]: a };
  }
  n && (delete e.allOf, wt(e, n));
}
function Hn(e, t) {
  const r = e.seen.get(t);
  if (!r) throw new Error('Unprocessed schema. This is a bug in Zod.');
  const n = (a) => {
    const c = e.seen.get(a);
    if (c.ref === null) return;
    const u = c.def ?? c.schema,
      d = { ...u },
      l = c.ref;
    if (((c.ref = null), l)) {
      n(l);
      const p = e.seen.get(l),
        g = p.schema;
      if (
        (g.$ref && (e.target === 'draft-07' || e.target === 'draft-04' || e.target === 'openapi-3.0')
          ? ((u.allOf = u.allOf ?? []), u.allOf.push(g))
          : wt(u, g),
        wt(u, d),
        a._zod.parent === l)
      )
        for (const y in u) y === '$ref' || y === 'allOf' || y in d || delete u[y];
      if (g.$ref && p.def)
        for (const y in u)
          y === '$ref' ||
            y === 'allOf' ||
            (y in p.def && JSON.stringify(u[y]) === JSON.stringify(p.def[y]) && delete u[y]);
    }
    const f = a._zod.parent;
    if (f && f !== l) {
      n(f);
      const p = e.seen.get(f);
      if (p?.schema.$ref && ((u.$ref = p.schema.$ref), p.def))
        for (const g in u)
          g === '$ref' ||
            g === 'allOf' ||
            (g in p.def && JSON.stringify(u[g]) === JSON.stringify(p.def[g]) && delete u[g]);
    }
    e.override({ zodSchema: a, jsonSchema: u, path: c.path ?? [] });
  };
  if (!e.external || e.sharedEmitDoneFor !== e.external) {
    for (const a of [...e.seen.entries()].reverse()) n(a[0]);
    if (e.target !== 'openapi-3.0') for (const a of e.seen.entries()) Ga(a[1].def ?? a[1].schema);
    for (const a of e.deferred) a();
    if (e.intersections.length) {
      const a = new Map();
      for (const c of e.seen.values())
        for (const u of [c.schema, c.def]) {
          const d = u?.allOf;
          if (!Array.isArray(d)) continue;
          const l = a.get(d);
          l ? l.push(u) : a.set(d, [u]);
        }
      for (const c of e.intersections) for (const u of a.get(c) ?? []) Lf(u);
    }
  }
  const o = {};
  if (
    (e.target === 'draft-2020-12'
      ? (o.$schema = 'https://json-schema.org/draft/2020-12/schema')
      : e.target === 'draft-07'
        ? (o.$schema = 'http://json-schema.org/draft-07/schema#')
        : e.target === 'draft-04'
          ? (o.$schema = 'http://json-schema.org/draft-04/schema#')
          : e.target,
    e.external?.uri)
  ) {
    const a = e.external.registry.get(t)?.id;
    if (!a) throw new Error('Schema is missing an `id` property');
    o.$id = e.external.uri(a);
  }
  wt(o, r.defId ? r.schema : (r.def ?? r.schema));
  const s = e.metadataRegistry.get(t)?.id;
  s !== void 0 && o.id === s && delete o.id;
  const i = e.external?.defs ?? {};
  if (!e.external || e.sharedEmitDoneFor !== e.external)
    for (const a of e.seen.entries()) {
      const c = a[1];
      c.def && c.defId && (c.def.id === c.defId && delete c.def.id, Q(i, c.defId, c.def));
    }
  e.external && (e.sharedEmitDoneFor = e.external),
    e.external || (Object.keys(i).length > 0 && (e.target === 'draft-2020-12' ? (o.$defs = i) : (o.definitions = i)));
  try {
    const a = JSON.parse(JSON.stringify(o));
    return (
      Object.defineProperty(a, '~standard', {
        value: {
          ...t['~standard'],
          jsonSchema: { input: zt(t, 'input', e.processors), output: zt(t, 'output', e.processors) },
        },
        enumerable: !1,
        writable: !1,
      }),
      a
    );
  } catch {
    throw new Error('Error converting schema to JSON.');
  }
}
function K(e, t) {
  const r = t ?? { seen: new Set() };
  if (r.seen.has(e)) return !1;
  r.seen.add(e);
  const n = e._zod.def;
  if (n.type === 'transform') return !0;
  if (n.type === 'array') return K(n.element, r);
  if (n.type === 'set') return K(n.valueType, r);
  if (n.type === 'lazy') return K(n.getter(), r);
  if (
    n.type === 'promise' ||
    n.type === 'optional' ||
    n.type === 'nonoptional' ||
    n.type === 'nullable' ||
    n.type === 'readonly' ||
    n.type === 'default' ||
    n.type === 'prefault' ||
    n.type === 'catch'
  )
    return K(n.innerType, r);
  if (n.type === 'intersection') return K(n.left, r) || K(n.right, r);
  if (n.type === 'record' || n.type === 'map') return K(n.keyType, r) || K(n.valueType, r);
  if (n.type === 'pipe') return e._zod.traits.has('$ZodCodec') ? !0 : K(n.in, r) || K(n.out, r);
  if (n.type === 'object') {
    for (const o in n.shape) if (K(n.shape[o], r)) return !0;
    return !1;
  }
  if (n.type === 'union') {
    for (const o of n.options) if (K(o, r)) return !0;
    return !1;
  }
  if (n.type === 'tuple') {
    for (const o of n.items) if (K(o, r)) return !0;
    return !!(n.rest && K(n.rest, r));
  }
  return !1;
}
var Ha =
    (e, t = {}) =>
    (r) => {
      const n = Gn({ ...r, processors: t });
      return F(e, n), Jn(n, e), Hn(n, e);
    },
  zt =
    (e, t, r = {}) =>
    (n) => {
      const { libraryOptions: o, target: s } = n ?? {},
        i = Gn({ ...(o ?? {}), target: s, io: t, processors: r });
      return F(e, i), Jn(i, e), Hn(i, e);
    };
var qe = (e, t, r) => {
    (e[t] === void 0 || r > e[t]) && (e[t] = r);
  },
  Xe = (e, t, r) => {
    (e[t] === void 0 || r < e[t]) && (e[t] = r);
  },
  qa = (e, t) => {
    qe(e, 'minimum', t), Xe(e, 'maximum', t);
  },
  ec = (e, t) => {
    e.multipleOf ?? (e.multipleOf = []), e.multipleOf.includes(t) || e.multipleOf.push(t);
  },
  tc = (e, t) => {
    e.patterns ?? (e.patterns = new Set()), e.patterns.add(t);
  },
  rc = (e, t) => {
    e.mime = e.mime ? e.mime.filter((r) => t.includes(r)) : [...t];
  },
  nc = (e, t) => {
    (e.format = t), t.includes('int') && (e.isInt = !0);
  },
  Xa = (e, t) => qe(e, 'minimum', t.minimum),
  Ya = (e, t) => Xe(e, 'maximum', t.maximum),
  Qa = (e) => (t, r) => {
    nc(t, r.format);
    const [n, o] = e[r.format];
    qe(t, 'minimum', n), Xe(t, 'maximum', o);
  },
  Zf = {
    greater_than: (e, t) => qe(e, t.inclusive ? 'minimum' : 'exclusiveMinimum', t.value),
    less_than: (e, t) => Xe(e, t.inclusive ? 'maximum' : 'exclusiveMaximum', t.value),
    multiple_of: (e, t) => ec(e, t.value),
    number_format: Qa(pt),
    bigint_format: Qa(Kt),
    min_length: Xa,
    max_length: Ya,
    length_equals: (e, t) => qa(e, t.length),
    min_size: Xa,
    max_size: Ya,
    size_equals: (e, t) => qa(e, t.size),
    string_format: (e, t) => {
      nc(e, t.format),
        t.pattern && tc(e, t.pattern),
        (t.format === 'base64' || t.format === 'base64url') && (e.contentEncoding = t.format),
        (t.local || t.precision === -1) && (e.laxFormat = !0);
    },
    mime_type: (e, t) => rc(e, t.mime),
  };
function se(e) {
  const t = {},
    r = e._zod.def,
    n = e._zod.traits.has('$ZodCheck') ? [e, ...(r.checks ?? [])] : (r.checks ?? []);
  for (const s of n) Zf[s._zod.def.check]?.(t, s._zod.def);
  const o = e._zod.bag;
  o.minimum !== void 0 && qe(t, 'minimum', o.minimum),
    o.exclusiveMinimum !== void 0 && qe(t, 'exclusiveMinimum', o.exclusiveMinimum),
    o.maximum !== void 0 && Xe(t, 'maximum', o.maximum),
    o.exclusiveMaximum !== void 0 && Xe(t, 'exclusiveMaximum', o.exclusiveMaximum),
    o.multipleOf !== void 0 && ec(t, o.multipleOf),
    o.format !== void 0 && (t.format ?? (t.format = o.format), o.format.includes('int') && (t.isInt = !0)),
    o.mime && rc(t, o.mime);
  for (const s of o.patterns ?? []) tc(t, s);
  return t;
}
var Ff = { guid: 'uuid', url: 'uri', datetime: 'date-time', json_string: 'json-string', regex: '' },
  jf = new Map([
    [wn, $s],
    [ir, Os],
  ]),
  Bf = (e) => jf.get(e) ?? e,
  oc = (e, t, r, n) => {
    const o = r;
    o.type = 'string';
    const { minimum: s, maximum: i, format: a, patterns: c, contentEncoding: u, laxFormat: d } = se(e);
    if (
      (typeof s == 'number' && (o.minLength = s),
      typeof i == 'number' && (o.maxLength = i),
      a && ((o.format = Ff[a] ?? a), o.format === '' && delete o.format, (a === 'time' || d) && delete o.format),
      u && (o.contentEncoding = u),
      c && c.size > 0)
    ) {
      const l = [...c].map(Bf);
      l.length === 1
        ? (o.pattern = l[0].source)
        : l.length > 1 &&
          (o.allOf = [
            ...l.map((f) => ({
              ...(t.target === 'draft-07' || t.target === 'draft-04' || t.target === 'openapi-3.0'
                ? { type: 'string' }
                : {}),
              pattern: f.source,
            })),
          ]);
    }
  },
  sc = (e, t, r, n) => {
    const o = r,
      { minimum: s, maximum: i, multipleOf: a, exclusiveMaximum: c, exclusiveMinimum: u, isInt: d } = se(e);
    o.type = d ? 'integer' : 'number';
    const l = typeof u == 'number' && u >= (s ?? Number.NEGATIVE_INFINITY),
      f = typeof c == 'number' && c <= (i ?? Number.POSITIVE_INFINITY),
      p = t.target === 'draft-04' || t.target === 'openapi-3.0';
    if (
      (l
        ? p
          ? ((o.minimum = u), (o.exclusiveMinimum = !0))
          : (o.exclusiveMinimum = u)
        : typeof s == 'number' && (o.minimum = s),
      f
        ? p
          ? ((o.maximum = c), (o.exclusiveMaximum = !0))
          : (o.exclusiveMaximum = c)
        : typeof i == 'number' && (o.maximum = i),
      a)
    ) {
      const g = new Set();
      for (const v of a)
        Number.isFinite(v) && v !== 0
          ? g.add(Math.abs(v))
          : ge(e, t, o, n, `A multipleOf divisor of ${v} cannot be represented in JSON Schema`);
      const [b, ...y] = g;
      b !== void 0 && (o.multipleOf = b),
        y.length && (o.allOf = [...(o.allOf ?? []), ...y.map((v) => ({ multipleOf: v }))]);
    }
  },
  ic = (e, t, r, n) => {
    r.type = 'boolean';
  };
var ac = (e, t, r, n) => {
  r.not = {};
};
var cc = (e, t, r, n) => {};
var uc = (e, t, r, n) => {
    const o = e._zod.def,
      s = Be(o.entries);
    if (s.length === 0) {
      r.not = {};
      return;
    }
    s.every((i) => typeof i == 'number') && (r.type = 'number'),
      s.every((i) => typeof i == 'string') && (r.type = 'string'),
      (r.enum = s);
  },
  dc = (e, t, r, n) => {
    const o = e._zod.def;
    if (o.values.length === 0) {
      r.not = {};
      return;
    }
    const s = [];
    for (const i of o.values)
      if (i === void 0) {
        if (ge(e, t, r, n, 'Literal `undefined` cannot be represented in JSON Schema')) return;
      } else if (typeof i == 'bigint') {
        if (ge(e, t, r, n, 'BigInt literals cannot be represented in JSON Schema')) return;
        s.push(Number(i));
      } else s.push(i);
    if (s.length !== 0)
      if (s.length === 1) {
        const i = s[0];
        (r.type = i === null ? 'null' : typeof i),
          t.target === 'draft-04' || t.target === 'openapi-3.0' ? (r.enum = [i]) : (r.const = i);
      } else
        s.every((i) => typeof i == 'number') && (r.type = 'number'),
          s.every((i) => typeof i == 'string') && (r.type = 'string'),
          s.every((i) => typeof i == 'boolean') && (r.type = 'boolean'),
          s.every((i) => i === null) && (r.type = 'null'),
          (r.enum = s);
  };
var lc = (e, t, r, n) => {
  ge(e, t, r, n, 'Custom types cannot be represented in JSON Schema');
};
var fc = (e, t, r, n) => {
  ge(e, t, r, n, 'Transforms cannot be represented in JSON Schema');
};
var pc = (e, t, r, n) => {
  const o = r,
    s = e._zod.def,
    { minimum: i, maximum: a } = se(e);
  typeof i == 'number' && (o.minItems = i),
    typeof a == 'number' && (o.maxItems = a),
    (o.type = 'array'),
    (o.items = F(s.element, t, { ...n, path: [...n.path, 'items'] }));
};
function qn(e) {
  const t = e._zod.def;
  return t.type === 'pipe' && t.in._zod.traits.has('$ZodTransform')
    ? qn(t.out)
    : t.type === 'catch'
      ? qn(t.innerType)
      : e._zod.optin;
}
var mc = (e, t, r, n) => {
    const o = r,
      s = e._zod.def,
      i = s.shape;
    if (Object.getOwnPropertySymbols(i).length && ge(e, t, o, n, 'Symbol keys cannot be represented in JSON Schema'))
      return;
    (o.type = 'object'), (o.properties = {});
    for (const u in i) Q(o.properties, u, F(i[u], t, { ...n, path: [...n.path, 'properties', u] }));
    const c = [];
    for (const u of Object.keys(i)) {
      const d = s.shape[u];
      (t.io === 'input' ? qn(d) === void 0 : d._zod.optout === void 0) && c.push(u);
    }
    c.length > 0 && (o.required = c),
      s.catchall?._zod.def.type === 'never'
        ? (o.additionalProperties = !1)
        : s.catchall
          ? s.catchall &&
            (o.additionalProperties = F(s.catchall, t, { ...n, path: [...n.path, 'additionalProperties'] }))
          : t.io === 'output' && (o.additionalProperties = !1);
  },
  hc = (e, t, r, n) => {
    const o = e._zod.def,
      s = o.inclusive === !1,
      i = o.options.map((a, c) => F(a, t, { ...n, path: [...n.path, s ? 'oneOf' : 'anyOf', c] }));
    s ? (r.oneOf = i) : (r.anyOf = i);
  },
  gc = (e, t, r, n) => {
    const o = e._zod.def,
      s = F(o.left, t, { ...n, path: [...n.path, 'allOf', 0] }),
      i = F(o.right, t, { ...n, path: [...n.path, 'allOf', 1] }),
      a = (u) => 'allOf' in u && Object.keys(u).length === 1,
      c = [...(a(s) ? s.allOf : [s]), ...(a(i) ? i.allOf : [i])];
    (r.allOf = c), t.intersections.push(c);
  };
var yc = (e, t, r, n) => {
    const o = e._zod.def,
      s = F(o.innerType, t, n),
      i = t.seen.get(e);
    t.target === 'openapi-3.0' ? ((i.ref = o.innerType), (r.nullable = !0)) : (r.anyOf = [s, { type: 'null' }]);
  },
  bc = (e, t, r, n) => {
    const o = e._zod.def;
    F(o.innerType, t, n);
    const s = t.seen.get(e);
    s.ref = o.innerType;
  },
  Xn = Symbol();
function _c(e, t, r, n, o) {
  let s = !1,
    i = JSON.stringify(e, (a, c) => (typeof c != 'bigint' ? c : ((s = !0), null)));
  return s ? (ge(t, r, n, o, 'BigInt defaults cannot be represented in JSON Schema'), Xn) : JSON.parse(i);
}
var vc = (e, t, r, n) => {
    const o = e._zod.def;
    F(o.innerType, t, n);
    const s = t.seen.get(e);
    s.ref = o.innerType;
    const i = _c(o.defaultValue, e, t, r, n);
    i !== Xn && (r.default = i);
  },
  xc = (e, t, r, n) => {
    const o = e._zod.def;
    F(o.innerType, t, n);
    const s = t.seen.get(e);
    if (((s.ref = o.innerType), t.io !== 'input')) return;
    const i = _c(o.defaultValue, e, t, r, n);
    i !== Xn && (r._prefault = i);
  },
  kc = (e, t, r, n) => {
    const o = e._zod.def;
    F(o.innerType, t, n);
    const s = t.seen.get(e);
    s.ref = o.innerType;
    let i;
    try {
      i = o.catchValue(void 0);
    } catch {
      ge(e, t, r, n, 'Dynamic catch values are not supported in JSON Schema');
      return;
    }
    r.default = i;
  },
  Sc = (e, t, r, n) => {
    const o = e._zod.def,
      s = o.in._zod.traits.has('$ZodTransform'),
      i = t.io === 'input' ? (s ? o.out : o.in) : o.out;
    F(i, t, n);
    const a = t.seen.get(e);
    a.ref = i;
  },
  wc = (e, t, r, n) => {
    const o = e._zod.def;
    F(o.innerType, t, n);
    const s = t.seen.get(e);
    (s.ref = o.innerType), (r.readOnly = !0);
  };
var Yn = (e, t, r, n) => {
  const o = e._zod.def;
  F(o.innerType, t, n);
  const s = t.seen.get(e);
  s.ref = o.innerType;
};
var zc = new WeakSet([Object.prototype, Error.prototype]);
function yr(e, t, r) {
  Object.defineProperty(e, t, {
    configurable: !0,
    enumerable: !1,
    get() {
      const n = r(this);
      return Object.defineProperty(this, t, { value: n, configurable: !0, writable: !0 }), n;
    },
    set(n) {
      Object.defineProperty(this, t, { value: n, configurable: !0, writable: !0 });
    },
  });
}
var Xf = (e, t) => {
  ns.init(e, t), (e.name = 'ZodError');
  const r = Object.getPrototypeOf(e);
  zc.has(r) ||
    (zc.add(r),
    yr(r, 'format', (n) => (o) => pn(n, o)),
    yr(r, 'flatten', (n) => (o) => fn(n, o)),
    yr(r, 'addIssue', (n) => (o) => {
      n.issues.push(o), (n.message = JSON.stringify(n.issues, Ve, 2));
    }),
    yr(r, 'addIssues', (n) => (o) => {
      n.issues.push(...o), (n.message = JSON.stringify(n.issues, Ve, 2));
    }),
    Object.defineProperty(r, 'isEmpty', {
      configurable: !0,
      enumerable: !1,
      get() {
        return this.issues.length === 0;
      },
    }));
};
var q = m('ZodError', Xf, void 0, { Parent: Error });
var Ac = qt(q),
  Ic = Xt(q),
  $c = Yt(q),
  Oc = Qt(q),
  Tc = ss(q),
  Pc = is(q),
  Ec = as(q),
  Cc = cs(q),
  Rc = us(q),
  Nc = ds(q),
  Mc = ls(q),
  Dc = fs(q);
function Qf() {
  H.localeError || te(ua());
}
function to() {
  H.memoizer || te({ memoizer: Pn() });
}
var D = m('ZodType', (e, t) => (Qf(), R.init(e, t), (e.def = t), (e.type = t.type), e), {
    check(...e) {
      const t = this.def;
      return this.clone(
        S.mergeDefs(t, {
          checks: [
            ...(t.checks ?? []),
            ...e.map((r) =>
              typeof r == 'function' ? { _zod: { check: r, def: { check: 'custom' }, onattach: [] } } : r,
            ),
          ],
        }),
        { parent: !0 },
      );
    },
    with(...e) {
      return this.check(...e);
    },
    clone(e, t) {
      return ee(this, e, t);
    },
    brand() {
      return this;
    },
    register(e, t) {
      return e.add(this, t), this;
    },
    refine(e, t) {
      return this.check(Wp(e, t));
    },
    superRefine(e, t) {
      return this.check(Gp(e, t));
    },
    overwrite(e) {
      return this.check(we(e));
    },
    optional() {
      return Lc(this);
    },
    exactOptional() {
      return Cp(this);
    },
    nullable() {
      return Zc(this);
    },
    nullish() {
      return Lc(Zc(this));
    },
    nonoptional(e) {
      return Zp(this, e);
    },
    array() {
      return Pe(this);
    },
    or(e) {
      return no([this, e]);
    },
    and(e) {
      return Op(this, e);
    },
    transform(e) {
      return Fc(this, Ep(e));
    },
    default(e) {
      return Mp(this, e);
    },
    prefault(e) {
      return Lp(this, e);
    },
    catch(e) {
      return jp(this, e);
    },
    pipe(e) {
      return Fc(this, e);
    },
    readonly() {
      return Up(this);
    },
    describe(e) {
      const t = this.clone();
      return Se.add(t, { description: e }), t;
    },
    meta(...e) {
      if (e.length === 0) return Se.get(this);
      const t = this.clone();
      return Se.add(t, e[0]), t;
    },
    isOptional() {
      return this.safeParse(void 0).success;
    },
    isNullable() {
      return this.safeParse(null).success;
    },
    apply(e, ...t) {
      return t.length === 0 ? e(this) : e(this, ...t);
    },
    get '~standard'() {
      return S.hide(this, '~standard', {
        ...Sn(this),
        jsonSchema: { input: zt(this, 'input'), output: zt(this, 'output') },
      });
    },
    set '~standard'(e) {
      S.own(this, '~standard', e);
    },
    parse: function e(t, r) {
      return Ac(this, t, r, { callee: e });
    },
    parseAsync: async function e(t, r) {
      return await Ic(this, t, r, { callee: e });
    },
    safeParse(e, t) {
      return $c(this, e, t);
    },
    async safeParseAsync(e, t) {
      return Oc(this, e, t);
    },
    get spa() {
      return this?.safeParseAsync;
    },
    set spa(e) {
      S.own(this, 'spa', e);
    },
    validate(e, t) {
      return mn(this, e, t);
    },
    validateAsync(e, t) {
      return hn(this, e, t);
    },
    encode: function e(t, r) {
      return Tc(this, t, r, { callee: e });
    },
    decode: function e(t, r) {
      return Pc(this, t, r, { callee: e });
    },
    encodeAsync: async function e(t, r) {
      return await Ec(this, t, r, { callee: e });
    },
    decodeAsync: async function e(t, r) {
      return await Cc(this, t, r, { callee: e });
    },
    safeEncode(e, t) {
      return Rc(this, e, t);
    },
    safeDecode(e, t) {
      return Nc(this, e, t);
    },
    async safeEncodeAsync(e, t) {
      return Mc(this, e, t);
    },
    async safeDecodeAsync(e, t) {
      return Dc(this, e, t);
    },
    toJSONSchema(e) {
      return Ha(this, {})(e);
    },
    get description() {
      return Se.get(this)?.description;
    },
    get _def() {
      return this._zod.def;
    },
  }),
  jc = m(
    '_ZodString',
    (e, t) => {
      sr.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => oc(e, r, n, o));
    },
    S.derived(
      {
        format: (e) => se(e).format ?? null,
        minLength: (e) => se(e).minimum ?? null,
        maxLength: (e) => se(e).maximum ?? null,
      },
      {
        regex(...e) {
          return this.check(Nn(...e));
        },
        includes(...e) {
          return this.check(Ln(...e));
        },
        startsWith(...e) {
          return this.check(Zn(...e));
        },
        endsWith(...e) {
          return this.check(Fn(...e));
        },
        min(...e) {
          return this.check(He(...e));
        },
        max(...e) {
          return this.check(mr(...e));
        },
        length(...e) {
          return this.check(hr(...e));
        },
        nonempty(...e) {
          return this.check(He(1, ...e));
        },
        lowercase(e) {
          return this.check(Mn(e));
        },
        uppercase(e) {
          return this.check(Dn(e));
        },
        trim() {
          return this.check(Bn());
        },
        normalize(...e) {
          return this.check(jn(...e));
        },
        toLowerCase() {
          return this.check(Vn());
        },
        toUpperCase() {
          return this.check(Un());
        },
        slugify() {
          return this.check(Kn());
        },
      },
    ),
  ),
  ep = m(
    'ZodString',
    (e, t) => {
      sr.init(e, t), jc.init(e, t);
    },
    {
      email(e) {
        return this.check(pa(sp, e));
      },
      url(e) {
        return this.check(Cn(Bc, e));
      },
      jwt(e) {
        return this.check(Ea(vp, e));
      },
      emoji(e) {
        return this.check(_a(ap, e));
      },
      guid(e) {
        return this.check(ma(ip, e));
      },
      uuid(e) {
        return this.check(ha(br, e));
      },
      uuidv4(e) {
        return this.check(ga(br, e));
      },
      uuidv6(e) {
        return this.check(ya(br, e));
      },
      uuidv7(e) {
        return this.check(ba(br, e));
      },
      nanoid(e) {
        return this.check(va(cp, e));
      },
      cuid(e) {
        return this.check(xa(up, e));
      },
      cuid2(e) {
        return this.check(ka(dp, e));
      },
      ulid(e) {
        return this.check(Sa(lp, e));
      },
      base64(e) {
        return this.check(Rn(Uc, e));
      },
      base64url(e) {
        return this.check(Ta(bp, e));
      },
      xid(e) {
        return this.check(wa(fp, e));
      },
      ksuid(e) {
        return this.check(za(pp, e));
      },
      ipv4(e) {
        return this.check(Aa(mp, e));
      },
      ipv6(e) {
        return this.check(Ia(hp, e));
      },
      cidrv4(e) {
        return this.check($a(gp, e));
      },
      cidrv6(e) {
        return this.check(Oa(yp, e));
      },
      e164(e) {
        return this.check(Pa(_p, e));
      },
      datetime(e) {
        return this.check(Ca(tp, e));
      },
      date(e) {
        return this.check(Ra(rp, e));
      },
      time(e) {
        return this.check(Na(np, e));
      },
      duration(e) {
        return this.check(Ma(op, e));
      },
    },
  );
function h(e) {
  return fa(ep, e);
}
var N = m('ZodStringFormat', (e, t) => {
    T.init(e, t), jc.init(e, t);
  }),
  tp = m('ZodISODateTime', (e, t) => {
    wi.init(e, t), N.init(e, t);
  }),
  rp = m('ZodISODate', (e, t) => {
    zi.init(e, t), N.init(e, t);
  }),
  np = m('ZodISOTime', (e, t) => {
    Ai.init(e, t), N.init(e, t);
  }),
  op = m('ZodISODuration', (e, t) => {
    Ii.init(e, t), N.init(e, t);
  }),
  sp = m('ZodEmail', (e, t) => {
    pi.init(e, t), N.init(e, t);
  });
var ip = m('ZodGUID', (e, t) => {
  li.init(e, t), N.init(e, t);
});
var br = m('ZodUUID', (e, t) => {
  fi.init(e, t), N.init(e, t);
});
var Bc = m('ZodURL', (e, t) => {
  gi.init(e, t), N.init(e, t);
});
function Vc(e) {
  return Cn(Bc, e);
}
var ap = m('ZodEmoji', (e, t) => {
  yi.init(e, t), N.init(e, t);
});
var cp = m('ZodNanoID', (e, t) => {
  bi.init(e, t), N.init(e, t);
});
var up = m('ZodCUID', (e, t) => {
  _i.init(e, t), N.init(e, t);
});
var dp = m('ZodCUID2', (e, t) => {
  vi.init(e, t), N.init(e, t);
});
var lp = m('ZodULID', (e, t) => {
  xi.init(e, t), N.init(e, t);
});
var fp = m('ZodXID', (e, t) => {
  ki.init(e, t), N.init(e, t);
});
var pp = m('ZodKSUID', (e, t) => {
  Si.init(e, t), N.init(e, t);
});
var mp = m('ZodIPv4', (e, t) => {
  $i.init(e, t), N.init(e, t);
});
var hp = m('ZodIPv6', (e, t) => {
  Ti.init(e, t), N.init(e, t);
});
var gp = m('ZodCIDRv4', (e, t) => {
  Pi.init(e, t), N.init(e, t);
});
var yp = m('ZodCIDRv6', (e, t) => {
  Ei.init(e, t), N.init(e, t);
});
var Uc = m('ZodBase64', (e, t) => {
  Ri.init(e, t), N.init(e, t);
});
function Kc(e) {
  return Rn(Uc, e);
}
var bp = m('ZodBase64URL', (e, t) => {
  Ni.init(e, t), N.init(e, t);
});
var _p = m('ZodE164', (e, t) => {
  Mi.init(e, t), N.init(e, t);
});
var vp = m('ZodJWT', (e, t) => {
  Di.init(e, t), N.init(e, t);
});
var xp = m(
  'ZodNumber',
  (e, t) => {
    zn.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => sc(e, r, n, o)), (e.isFinite = !0);
  },
  S.derived(
    {
      minValue: (e) => {
        const { minimum: t, exclusiveMinimum: r } = se(e);
        return Math.max(t ?? Number.NEGATIVE_INFINITY, r ?? Number.NEGATIVE_INFINITY);
      },
      maxValue: (e) => {
        const { maximum: t, exclusiveMaximum: r } = se(e);
        return Math.min(t ?? Number.POSITIVE_INFINITY, r ?? Number.POSITIVE_INFINITY);
      },
      isInt: (e) => {
        const { isInt: t, multipleOf: r } = se(e);
        return !!t || !!r?.some(Number.isSafeInteger);
      },
      format: (e) => se(e).format ?? null,
    },
    {
      gt(e, t) {
        return this.check(fr(e, t));
      },
      gte(e, t) {
        return this.check(St(e, t));
      },
      min(e, t) {
        return this.check(St(e, t));
      },
      lt(e, t) {
        return this.check(lr(e, t));
      },
      lte(e, t) {
        return this.check(kt(e, t));
      },
      max(e, t) {
        return this.check(kt(e, t));
      },
      int(e) {
        return this.check(P(e));
      },
      safe(e) {
        return this.check(P(e));
      },
      positive(e) {
        return this.check(fr(0, e));
      },
      nonnegative(e) {
        return this.check(St(0, e));
      },
      negative(e) {
        return this.check(lr(0, e));
      },
      nonpositive(e) {
        return this.check(kt(0, e));
      },
      multipleOf(e, t) {
        return this.check(pr(e, t));
      },
      step(e, t) {
        return this.check(pr(e, t));
      },
      finite() {
        return this;
      },
    },
  ),
);
var kp = m('ZodNumberFormat', (e, t) => {
  Li.init(e, t), xp.init(e, t);
});
function P(e) {
  return Da(kp, e);
}
var Sp = m('ZodBoolean', (e, t) => {
  Zi.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => ic(e, r, n, o));
});
function L(e) {
  return La(Sp, e);
}
var wp = m('ZodUnknown', (e, t) => {
  Fi.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => cc(e, r, n, o));
});
function Qn() {
  return Za(wp);
}
var zp = m('ZodNever', (e, t) => {
  ji.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => ac(e, r, n, o));
});
function Wc(e) {
  return Fa(zp, e);
}
var Ap = m(
  'ZodArray',
  (e, t) => {
    to(),
      Bi.init(e, t),
      D.init(e, t),
      (e._zod.processJSONSchema = (r, n, o) => pc(e, r, n, o)),
      (e.element = t.element);
  },
  {
    min(e, t) {
      return this.check(He(e, t));
    },
    nonempty(e) {
      return this.check(He(1, e));
    },
    max(e, t) {
      return this.check(mr(e, t));
    },
    length(e, t) {
      return this.check(hr(e, t));
    },
    unwrap() {
      return this.element;
    },
  },
);
function Pe(e, t) {
  return ja(Ap, e, t);
}
var ro = m(
  'ZodObject',
  (e, t) => {
    to(),
      Ki.init(e, t),
      D.init(e, t),
      (e._zod.processJSONSchema = (r, n, o) => mc(e, r, n, o)),
      S.installLazyProp(e, 'shape', (r) => r._zod.def.shape, !1);
  },
  {
    keyof() {
      return I(Object.keys(this._zod.def.shape));
    },
    catchall(e) {
      return this.clone(S.mergeDefs(this._zod.def, { catchall: e }));
    },
    passthrough() {
      return this.clone(S.mergeDefs(this._zod.def, { catchall: Qn() }));
    },
    loose() {
      return this.clone(S.mergeDefs(this._zod.def, { catchall: Qn() }));
    },
    strict() {
      return this.clone(S.mergeDefs(this._zod.def, { catchall: Wc() }));
    },
    strip() {
      return this.clone(S.mergeDefs(this._zod.def, { catchall: void 0 }));
    },
    extend(e) {
      return S.extend(this, e);
    },
    safeExtend(e) {
      return S.safeExtend(this, e);
    },
    merge(e) {
      return S.merge(this, e);
    },
    pick(e) {
      return S.pick(this, e);
    },
    omit(e) {
      return S.omit(this, e);
    },
    partial(...e) {
      return S.partial(Hc, this, e[0]);
    },
    exactPartial(...e) {
      return S.partial(qc, this, e[0], 'exactPartial');
    },
    required(...e) {
      return S.required(Xc, this, e[0]);
    },
  },
);
function _(e, t) {
  const r = { type: 'object', shape: e ?? {}, ...S.normalizeParams(t) };
  return new ro(r);
}
function ze(e, t) {
  return new ro({ type: 'object', shape: e, catchall: Wc(), ...S.normalizeParams(t) });
}
function Gc(e, t) {
  return new ro({ type: 'object', shape: e, catchall: Qn(), ...S.normalizeParams(t) });
}
var Jc = m('ZodUnion', (e, t) => {
  An.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => hc(e, r, n, o)), (e.options = t.options);
});
function no(e, t) {
  return new Jc({ type: 'union', options: e, ...S.normalizeParams(t) });
}
var Ip = m('ZodDiscriminatedUnion', (e, t) => {
  Jc.init(e, t), Wi.init(e, t);
});
function W(e, t, r) {
  return new Ip({ type: 'union', options: t, discriminator: e, ...S.normalizeParams(r) });
}
var $p = m('ZodIntersection', (e, t) => {
  Gi.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => gc(e, r, n, o));
});
function Op(e, t) {
  return new $p({ type: 'intersection', left: e, right: t });
}
var eo = m('ZodEnum', (e, t) => {
  Ji.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (n, o, s) => uc(e, n, o, s)),
    (e.enum = t.entries),
    (e.options = [...e._zod.values]);
  const r = new Set(Object.keys(t.entries));
  (e.extract = (n, o) => {
    const s = {};
    for (const i of n)
      if (r.has(i)) s[i] = t.entries[i];
      else throw new Error(`Key ${i} not found in enum`);
    return new eo({ ...t, checks: [], ...S.normalizeParams(o), entries: s });
  }),
    (e.exclude = (n, o) => {
      const s = { ...t.entries };
      for (const i of n)
        if (r.has(i)) delete s[i];
        else throw new Error(`Key ${i} not found in enum`);
      return new eo({ ...t, checks: [], ...S.normalizeParams(o), entries: s });
    });
});
function I(e, t) {
  const r = Array.isArray(e) ? Object.fromEntries(e.map((n) => [n, n])) : e;
  return new eo({ type: 'enum', entries: r, ...S.normalizeParams(t) });
}
var Tp = m('ZodLiteral', (e, t) => {
  Hi.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => dc(e, r, n, o)),
    (e.values = new Set(t.values)),
    Object.defineProperty(e, 'value', {
      get() {
        if (t.values.length > 1)
          throw new Error('This schema contains multiple valid literal values. Use `.values` instead.');
        return t.values[0];
      },
    });
});
function x(e, t) {
  return new Tp({ type: 'literal', values: Array.isArray(e) ? e : [e], ...S.normalizeParams(t) });
}
var Pp = m('ZodTransform', (e, t) => {
  to(),
    qi.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => fc(e, r, n, o)),
    (e._zod.parse = (r, n) => {
      if (n.direction === 'backward') throw new Ge(e.constructor.name);
      r.addIssue = (s) => {
        if (typeof s == 'string') r.issues.push(S.issue(s, r.value, t));
        else {
          const i = s;
          i.fatal && (i.continue = !1),
            i.code ?? (i.code = 'custom'),
            'input' in i || (i.input = r.value),
            i.inst ?? (i.inst = e),
            r.issues.push(S.issue(i));
        }
      };
      const o = t.transform(r.value, r);
      return o instanceof Promise ? o.then((s) => ((r.value = s), r)) : ((r.value = o), r);
    });
});
function Ep(e) {
  return new Pp({ type: 'transform', transform: e });
}
var Hc = m('ZodOptional', (e, t) => {
  In.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => Yn(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Lc(e) {
  return new Hc({ type: 'optional', innerType: e });
}
var qc = m('ZodExactOptional', (e, t) => {
  Xi.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => Yn(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Cp(e) {
  return new qc({ type: 'optional', innerType: e });
}
var Rp = m('ZodNullable', (e, t) => {
  Yi.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => yc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Zc(e) {
  return new Rp({ type: 'nullable', innerType: e });
}
var Np = m('ZodDefault', (e, t) => {
  Qi.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => vc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType),
    (e.removeDefault = e.unwrap);
});
function Mp(e, t) {
  return new Np({
    type: 'default',
    innerType: e,
    get defaultValue() {
      return typeof t == 'function' ? t() : S.shallowClone(t);
    },
  });
}
var Dp = m('ZodPrefault', (e, t) => {
  ea.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => xc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Lp(e, t) {
  return new Dp({
    type: 'prefault',
    innerType: e,
    get defaultValue() {
      return typeof t == 'function' ? t() : S.shallowClone(t);
    },
  });
}
var Xc = m('ZodNonOptional', (e, t) => {
  ta.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => bc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Zp(e, t) {
  return new Xc({ type: 'nonoptional', innerType: e, ...S.normalizeParams(t) });
}
var Fp = m('ZodCatch', (e, t) => {
  ra.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => kc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType),
    (e.removeCatch = e.unwrap);
});
function jp(e, t) {
  return new Fp({ type: 'catch', innerType: e, catchValue: typeof t == 'function' ? t : S.constantCatch(t) });
}
var Bp = m('ZodPipe', (e, t) => {
  na.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => Sc(e, r, n, o)), (e.in = t.in), (e.out = t.out);
});
function Fc(e, t) {
  return new Bp({ type: 'pipe', in: e, out: t });
}
var Vp = m('ZodReadonly', (e, t) => {
  oa.init(e, t),
    D.init(e, t),
    (e._zod.processJSONSchema = (r, n, o) => wc(e, r, n, o)),
    (e.unwrap = () => e._zod.def.innerType);
});
function Up(e) {
  return new Vp({ type: 'readonly', innerType: e });
}
var Kp = m('ZodCustom', (e, t) => {
  sa.init(e, t), D.init(e, t), (e._zod.processJSONSchema = (r, n, o) => lc(e, r, n, o));
});
function Wp(e, t = {}) {
  return Ba(Kp, e, t);
}
function Gp(e, t) {
  return Va(e, t);
}
var Ye = 7 * 36e5,
  M = 6e4,
  j = 864e5,
  Jp =
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|(?!-00:00)[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/,
  Yc = (e) => {
    const [t, r, n] = e.slice(0, 10).split('-').map(Number);
    return new Date(Date.UTC(t, r - 1, n)).getUTCDate() === n;
  },
  w = P().nonnegative('expected a moment since 1970'),
  Hp = Date.UTC(2200, 0, 1) - Ye,
  F_ = h()
    .refine((e) => Jp.test(e) && Yc(e), 'expected ISO 8601 with an offset, such as 2026-11-20T17:00:00+07:00')
    .transform((e) => Date.parse(e))
    .pipe(w.lt(Hp, 'expected a moment before 2200')),
  oo = h().refine((e) => /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(e) && Yc(e), 'expected a date, such as 2026-11-20'),
  j_ = oo.refine((e) => e >= '1900' && e < '2200', 'expected a date from 1900 to 2199'),
  qp = (e, t = 2) => String(e).padStart(t, '0'),
  Xp = (e) => new Date(e + Ye);
var Qc = (e) => Xp(e).toISOString().slice(0, 10);
var eu = (e) => Date.parse(`${e}T00:00:00Z`) - Ye,
  ue = (e, t = 13) => qp(e, t);
import { createHash as Yp } from 'node:crypto';
var Qp = 8,
  em = (e, t) => `T#${e}#${t}`,
  tm = (e) => Yp('sha256').update(e).digest().readUInt32BE() % Qp,
  _r = (e, t, ...r) => ({ pk: em(e, tm(r[0])), sk: [t, ...r].join('#') });
import { createHash as um } from 'node:crypto';
function At(e) {
  return Math.floor((e + Ye) / j);
}
function ie(e) {
  return e * j - Ye;
}
function vr(e) {
  return Date.parse(`${e}T00:00:00Z`) / j;
}
function tu(e) {
  return new Date(e * j).getUTCFullYear();
}
function ru(e) {
  const t = (((e + 4) % 7) + 7) % 7;
  return t === 0 || t === 6;
}
function nu(e, t) {
  const r = new Date(e * j),
    n = r.getUTCFullYear(),
    o = r.getUTCMonth() + t,
    s = new Date(Date.UTC(n, o + 1, 0)).getUTCDate();
  return Date.UTC(n, o, Math.min(r.getUTCDate(), s)) / j;
}
var ou = {
    id: 'vn-2026.1',
    hash: '73bac2bc1a14d245b55b53fa80e96dcd8e73f1b7149c0790d859e1802945a0ac',
    publishedAt: Date.parse('2026-07-01T00:00:00+07:00'),
    coversFrom: '2023-01-01',
    coversTo: '2027-12-31',
    provisionalYears: [2027],
  },
  su = [
    {
      date: '2023-01-02',
      kind: 'off',
      reason: 'substitute for Sun 1/1',
      decision: 'Labour Code 111(3)',
      confidence: 'sourced',
    },
    { date: '2023-01-20', kind: 'off', reason: 'T\u1EBFt', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
    { date: '2023-01-23', kind: 'off', reason: 'T\u1EBFt', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
    { date: '2023-01-24', kind: 'off', reason: 'T\u1EBFt', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
    { date: '2023-01-25', kind: 'off', reason: 'T\u1EBFt', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
    { date: '2023-01-26', kind: 'off', reason: 'T\u1EBFt', decision: '8056/VPCP-KGVX', confidence: 'sourced' },
    { date: '2023-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2023-05-02',
      kind: 'off',
      reason: 'substitute for Sat 29/4 and Sun 30/4',
      decision: 'Labour Code 111(3)',
      confidence: 'sourced',
    },
    {
      date: '2023-05-03',
      kind: 'off',
      reason: 'substitute for Sat 29/4 and Sun 30/4',
      decision: 'Labour Code 111(3)',
      confidence: 'sourced',
    },
    {
      date: '2023-09-01',
      kind: 'off',
      reason: 'National Day adjacent',
      decision: '8056/VPCP-KGVX',
      confidence: 'sourced',
    },
    {
      date: '2023-09-04',
      kind: 'off',
      reason: 'substitute for Sat 2/9',
      decision: 'Labour Code 111(3)',
      confidence: 'sourced',
    },
    { date: '2024-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    { date: '2024-02-08', kind: 'off', reason: 'T\u1EBFt', decision: '5015/TB-L\u0110TBXH', confidence: 'sourced' },
    { date: '2024-02-09', kind: 'off', reason: 'T\u1EBFt', decision: '5015/TB-L\u0110TBXH', confidence: 'sourced' },
    { date: '2024-02-12', kind: 'off', reason: 'T\u1EBFt', decision: '5015/TB-L\u0110TBXH', confidence: 'sourced' },
    { date: '2024-02-13', kind: 'off', reason: 'T\u1EBFt', decision: '5015/TB-L\u0110TBXH', confidence: 'sourced' },
    { date: '2024-02-14', kind: 'off', reason: 'T\u1EBFt', decision: '5015/TB-L\u0110TBXH', confidence: 'sourced' },
    { date: '2024-04-18', kind: 'off', reason: 'H\xF9ng Kings', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    { date: '2024-04-29', kind: 'off', reason: 'swap with Sat 4/5', decision: '2450/VPCP-KGVX', confidence: 'sourced' },
    {
      date: '2024-04-30',
      kind: 'off',
      reason: 'Reunification Day',
      decision: 'Labour Code 112(1)',
      confidence: 'sourced',
    },
    { date: '2024-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2024-05-04',
      kind: 'workday',
      reason: 'swap with Mon 29/4',
      decision: '2450/VPCP-KGVX',
      confidence: 'sourced',
    },
    { date: '2024-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2024-09-03',
      kind: 'off',
      reason: 'National Day adjacent',
      decision: '5015/TB-L\u0110TBXH',
      confidence: 'sourced',
    },
    { date: '2025-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    { date: '2025-01-27', kind: 'off', reason: 'T\u1EBFt', decision: '6150/TB-BL\u0110TBXH', confidence: 'sourced' },
    { date: '2025-01-28', kind: 'off', reason: 'T\u1EBFt', decision: '6150/TB-BL\u0110TBXH', confidence: 'sourced' },
    { date: '2025-01-29', kind: 'off', reason: 'T\u1EBFt', decision: '6150/TB-BL\u0110TBXH', confidence: 'sourced' },
    { date: '2025-01-30', kind: 'off', reason: 'T\u1EBFt', decision: '6150/TB-BL\u0110TBXH', confidence: 'sourced' },
    { date: '2025-01-31', kind: 'off', reason: 'T\u1EBFt', decision: '6150/TB-BL\u0110TBXH', confidence: 'sourced' },
    { date: '2025-04-07', kind: 'off', reason: 'H\xF9ng Kings', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2025-04-26',
      kind: 'workday',
      reason: 'swap with Fri 2/5',
      decision: '6150/TB-BL\u0110TBXH',
      confidence: 'sourced',
    },
    {
      date: '2025-04-30',
      kind: 'off',
      reason: 'Reunification Day',
      decision: 'Labour Code 112(1)',
      confidence: 'sourced',
    },
    { date: '2025-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2025-05-02',
      kind: 'off',
      reason: 'swap with Sat 26/4',
      decision: '6150/TB-BL\u0110TBXH',
      confidence: 'sourced',
    },
    {
      date: '2025-09-01',
      kind: 'off',
      reason: 'National Day adjacent',
      decision: '6150/TB-BL\u0110TBXH',
      confidence: 'sourced',
    },
    { date: '2025-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    { date: '2026-01-01', kind: 'off', reason: 'New Year', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2026-01-02',
      kind: 'off',
      reason: 'swap with Sat 10/1',
      decision: '12729/VPCP-KGVX',
      confidence: 'unverified',
    },
    {
      date: '2026-01-10',
      kind: 'workday',
      reason: 'swap with Fri 2/1',
      decision: '12729/VPCP-KGVX',
      confidence: 'unverified',
    },
    { date: '2026-02-16', kind: 'off', reason: 'T\u1EBFt', decision: '9441/TB-BNV', confidence: 'sourced' },
    { date: '2026-02-17', kind: 'off', reason: 'T\u1EBFt', decision: '9441/TB-BNV', confidence: 'sourced' },
    { date: '2026-02-18', kind: 'off', reason: 'T\u1EBFt', decision: '9441/TB-BNV', confidence: 'sourced' },
    { date: '2026-02-19', kind: 'off', reason: 'T\u1EBFt', decision: '9441/TB-BNV', confidence: 'sourced' },
    { date: '2026-02-20', kind: 'off', reason: 'T\u1EBFt', decision: '9441/TB-BNV', confidence: 'sourced' },
    {
      date: '2026-04-27',
      kind: 'off',
      reason: 'substitute for H\xF9ng Kings Sun 26/4',
      decision: 'Labour Code 111(3)',
      confidence: 'sourced',
    },
    {
      date: '2026-04-30',
      kind: 'off',
      reason: 'Reunification Day',
      decision: 'Labour Code 112(1)',
      confidence: 'sourced',
    },
    { date: '2026-05-01', kind: 'off', reason: 'Labour Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    {
      date: '2026-08-22',
      kind: 'workday',
      reason: 'swap with Mon 31/8',
      decision: '9441/TB-BNV',
      confidence: 'sourced',
    },
    { date: '2026-08-31', kind: 'off', reason: 'swap with Sat 22/8', decision: '9441/TB-BNV', confidence: 'sourced' },
    {
      date: '2026-09-01',
      kind: 'off',
      reason: 'National Day adjacent',
      decision: '9441/TB-BNV',
      confidence: 'sourced',
    },
    { date: '2026-09-02', kind: 'off', reason: 'National Day', decision: 'Labour Code 112(1)', confidence: 'sourced' },
    { date: '2026-11-24', kind: 'off', reason: 'Culture Day', decision: '28/2026/QH16', confidence: 'sourced' },
    { date: '2027-01-01', kind: 'off', reason: 'New Year', decision: 'none yet', confidence: 'unverified' },
    {
      date: '2027-02-04',
      kind: 'off',
      reason: 'T\u1EBFt (7-day plan)',
      decision: 'none yet',
      confidence: 'unverified',
    },
    {
      date: '2027-02-05',
      kind: 'off',
      reason: 'T\u1EBFt (7-day plan)',
      decision: 'none yet',
      confidence: 'unverified',
    },
    {
      date: '2027-02-08',
      kind: 'off',
      reason: 'T\u1EBFt (7-day plan)',
      decision: 'none yet',
      confidence: 'unverified',
    },
    {
      date: '2027-02-09',
      kind: 'off',
      reason: 'T\u1EBFt (7-day plan)',
      decision: 'none yet',
      confidence: 'unverified',
    },
    {
      date: '2027-02-10',
      kind: 'off',
      reason: 'T\u1EBFt (7-day plan)',
      decision: 'none yet',
      confidence: 'unverified',
    },
    { date: '2027-04-16', kind: 'off', reason: 'H\xF9ng Kings', decision: 'none yet', confidence: 'unverified' },
    { date: '2027-04-30', kind: 'off', reason: 'Reunification Day', decision: 'none yet', confidence: 'unverified' },
    {
      date: '2027-05-03',
      kind: 'off',
      reason: 'substitute for Sat 1/5',
      decision: 'none yet',
      confidence: 'unverified',
    },
    { date: '2027-09-02', kind: 'off', reason: 'National Day', decision: 'none yet', confidence: 'unverified' },
    {
      date: '2027-09-03',
      kind: 'off',
      reason: 'National Day adjacent',
      decision: 'none yet',
      confidence: 'unverified',
    },
    { date: '2027-11-24', kind: 'off', reason: 'Culture Day', decision: 'none yet', confidence: 'unverified' },
  ];
var rm = [
  { fromMinute: 480, toMinute: 720 },
  { fromMinute: 780, toMinute: 1020 },
];
function nm(e, t, r = rm) {
  const n = vr(e.coversFrom),
    o = vr(e.coversTo) - n + 1,
    s = new Map(t.map((u) => [vr(u.date), u]));
  for (const [u, { date: d }] of s)
    if (!(u >= n && u < n + o)) throw new RangeError(`calendar ${e.id}: ${d} is outside it`);
  const i = r.reduce((u, d) => u + d.toMinute - d.fromMinute, 0),
    a = new Int32Array(o + 1),
    c = new Int32Array(o + 1);
  for (let u = 0; u < o; u++) {
    const d = n + u,
      l = s.get(d),
      f = l ? l.kind === 'workday' : !ru(d);
    (a[u + 1] = a[u] + (f ? i : 0)), (c[u + 1] = c[u] + (e.provisionalYears.includes(tu(d)) ? 1 : 0));
  }
  return {
    version: e,
    segments: r,
    minutesPerDay: i,
    firstDay: n,
    days: o,
    minutesBefore: a,
    provisionalBefore: c,
    exceptions: s,
  };
}
var iu = nm(ou, su);
function so(e, t) {
  const r = ie(e.firstDay);
  return t >= r && t < r + e.days * j;
}
function xr(e, t, r) {
  const n = ie(e.firstDay),
    o = Math.floor((t - n) / j),
    s = Math.floor((r - n) / j);
  return e.provisionalBefore[s + 1] > e.provisionalBefore[o];
}
function kr(e) {
  return e.minutesBefore[e.days] * M;
}
function ae(e, t) {
  const r = t - ie(e.firstDay);
  if (r <= 0) return 0;
  const n = Math.floor(r / j);
  if (n >= e.days) return kr(e);
  const o = e.minutesBefore[n];
  return e.minutesBefore[n + 1] === o ? o * M : o * M + om(e, r - n * j);
}
function om(e, t) {
  let r = 0;
  for (const { fromMinute: n, toMinute: o } of e.segments) {
    const s = n * M;
    if (t <= s) break;
    r += Math.min(t, o * M) - s;
  }
  return r;
}
function sm(e, t) {
  return ae(e, t + 1) > ae(e, t);
}
function Sr(e, t) {
  if (t === 0) return ie(e.firstDay);
  if (t > 0 && t <= kr(e)) return au(e, t, 0);
}
function im(e, t) {
  if (t >= 0 && t < kr(e)) return au(e, t, 1);
}
function au(e, t, r) {
  let n = am(e, (t + r) / M),
    o = t - e.minutesBefore[n] * M;
  for (const { fromMinute: s, toMinute: i } of e.segments) {
    const a = (i - s) * M;
    if (o + r <= a) return ie(e.firstDay + n) + s * M + o;
    o -= a;
  }
}
function am(e, t) {
  let r = 0,
    n = e.days - 1;
  for (; r < n; ) {
    const o = (r + n) >>> 1;
    e.minutesBefore[o + 1] >= t ? (n = o) : (r = o + 1);
  }
  return r;
}
function io(e, t) {
  return sm(e, t) ? t : im(e, ae(e, t));
}
function wr(e) {
  const t = [],
    r = e.filter(({ from: n, to: o }) => o === void 0 || o > n).sort((n, o) => n.from - o.from);
  for (const { from: n, to: o } of r) {
    const s = t.at(-1);
    !s || (s.to !== void 0 && s.to < n)
      ? t.push({ from: n, to: o })
      : s.to !== void 0 && (s.to = o === void 0 ? void 0 : Math.max(s.to, o));
  }
  return t;
}
function ao(e, t, r) {
  let n = t.duePosition,
    o = wr(r);
  for (const { from: u, to: d } of o) {
    const l = Math.max(u, t.startsAt);
    if (d === void 0 || ae(e, l) >= n) break;
    d > l && (n += ae(e, d) - ae(e, l));
  }
  const s = o.at(-1),
    i = s && s.to === void 0 ? Math.max(s.from, t.startsAt) : void 0,
    a = Sr(e, n),
    c = t.provisional || a === void 0 || xr(e, t.startsAt, a);
  return { duePosition: n, dueAt: a, provisional: c, pausedSince: i };
}
function co(e, t, r) {
  if (!so(e, t)) return;
  const n = io(e, t);
  if (n === void 0) return;
  const o = cm(e, n, r),
    s = o === void 0 ? void 0 : Sr(e, o);
  if (!(o === void 0 || s === void 0)) return { startsAt: n, duePosition: o, dueAt: s, provisional: xr(e, t, s) };
}
function cm(e, t, r) {
  switch (r.unit) {
    case 'working_hours':
      return ae(e, t) + r.amount * 60 * M;
    case 'working_days':
      return uu(e, At(t)) + r.amount * e.minutesPerDay * M;
    case 'days':
      return cu(e, At(t) + r.amount);
    case 'months':
      return cu(e, nu(At(t), r.amount));
  }
}
function uu(e, t) {
  return ae(e, ie(t + 1));
}
function cu(e, t) {
  if (!so(e, ie(t))) return;
  const r = io(e, ie(t));
  return r === void 0 ? void 0 : uu(e, At(r));
}
var du = 480 * M;
function uo(e, t) {
  const { receivedAt: r, acceptedAt: n, endedAt: o } = t;
  if (n === void 0 || r === void 0)
    return {
      phase: o === void 0 ? 'not_started' : 'stopped',
      due: void 0,
      provisional: !1,
      standsSince: o,
      basis: void 0,
    };
  const s = wr(lo(t.pauses, o)),
    i = co(e, r, t.timeLimit),
    a = i && ao(e, i, s),
    c = a ? a.pausedSince : s.find(({ to: d }) => d === void 0)?.from;
  return {
    phase: o !== void 0 ? 'stopped' : c !== void 0 ? 'paused' : 'running',
    due: a && mu(a),
    provisional: a?.provisional ?? !0,
    standsSince: c ?? o,
    basis: i && hu(t, pu(s, Number.POSITIVE_INFINITY)),
  };
}
function lu(e, t, r) {
  const n = t.endedAt !== void 0 && t.endedAt <= r ? t.endedAt : void 0;
  return uo(e, { ...t, endedAt: n, pauses: lo(t.pauses, r) });
}
function lo(e, t) {
  return t === void 0
    ? [...e]
    : e
        .filter(({ from: r }) => r < t)
        .map(({ from: r, to: n }) => ({ from: r, to: n !== void 0 && n > t ? void 0 : n }));
}
function fu(e, t) {
  const { receivedAt: r, acceptedAt: n, endedAt: o } = t,
    s = r === void 0 ? void 0 : co(e, r, t.timeLimit);
  if (!s || n === void 0) return [];
  const i = wr(lo(t.pauses, o)),
    a = i.flatMap(({ to: c }) => (c !== void 0 && c > n ? [c] : []));
  return [n, ...a].map((c) => {
    const u = pu(i, c);
    return { from: c, due: mu(ao(e, s, u)), basis: hu(t, u) };
  });
}
function pu(e, t) {
  return e.filter(({ to: r }) => r !== void 0 && r <= t);
}
function mu({ duePosition: e, dueAt: t }) {
  return t === void 0 ? void 0 : { position: e, at: t };
}
function hu({ receivedAt: e, timeLimit: t }, r) {
  const n = [e, t.amount, t.unit, ...r.map(({ from: o, to: s }) => [o, s])];
  return um('sha256').update(JSON.stringify(n)).digest('hex').slice(0, 32);
}
function dm(e, t, { announces: r, dueAt: n, firedAt: o }) {
  return lu(e, t, r === 'overdue' ? n : o);
}
function gu(e, t, r) {
  const { phase: n, due: o, basis: s } = dm(e, t, r);
  if (n !== 'running') return !1;
  const { calendarVersion: i = e.version.id } = r;
  return (i !== e.version.id && r.basis === s) || o?.at === r.dueAt;
}
function It(e, t) {
  return `${e}:${t}`;
}
var X = h()
    .max(35)
    .regex(/^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(\.\d+)*$/, 'expected an agency code, such as H26.10'),
  ce = h()
    .max(64)
    .regex(
      /^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(\.\d+)*-(\d{6}|\d{8})-\d{4,}$/,
      'expected a dossier code, such as H26.10-261120-0007',
    ),
  yu = h()
    .max(64)
    .regex(/^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}(\.\d+)*)?$/, 'expected a procedure code, such as 2.000635');
var xv = h().regex(/^[\x20-\x7e]{1,128}$/);
var fo = (e) => h().regex(new RegExp(`^${e}_[0-9abcdefghjkmnpqrstvwxyz]{26}$`), `expected an id of the form ${e}_...`);
import { domainToASCII as lm } from 'node:url';
var fm = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/,
  pm = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u,
  mm = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{0,58}[a-z\d])$/i,
  hm = 254,
  gm = (e) => {
    const t = e.lastIndexOf('@'),
      [r, n] = [e.slice(0, Math.max(0, t)), e.slice(t + 1)];
    if (!fm.test(r) || !pm.test(n)) return;
    const o = /^\p{ASCII}*$/u.test(n) ? n : lm(n),
      s = `${r}@${o}`;
    return mm.test(o) && s.length <= hm ? s : void 0;
  },
  bu = h()
    .trim()
    .transform((e, t) => {
      const r = gm(e);
      return r !== void 0
        ? r
        : (t.addIssue({ code: 'custom', message: 'expected an e-mail address, such as anh@example.vn' }), bt);
    });
var ym = ['03[2-9]', '05[25689]', '07[06-9]', '08[1-9]', '09[0-9]'],
  bm = new RegExp(`^(?:${ym.join('|')})\\d{7}$`),
  _m = /^02\d{9}$/,
  vm = /[\s./()\p{Pd}\u2212]/gu,
  xm = /^(?:\+|00)?840?(?=(?:[35789]\d{8}|2\d{9})$)/,
  km = (e) => {
    const t = e
      .normalize('NFKC')
      .replace(/\p{DI}/gu, '')
      .trim()
      .replace(/^tel:/i, '')
      .replace(vm, '')
      .replace(xm, '0');
    return bm.test(t) || _m.test(t) ? t : void 0;
  };
var _u = h().transform((e, t) => {
  const r = km(e);
  return r !== void 0
    ? r
    : (t.addIssue({ code: 'custom', message: 'expected a Vietnamese phone number, such as 0912345678' }), bt);
});
var Sm = /[^\t\n -~]/,
  mo = (e) => {
    let t;
    return () => ((t ??= e()), t);
  },
  wm = mo(() => {
    const e = /[\p{DI}--[\p{Bidi_C}\p{Cn}\u206a-\u206f\u{e0001}\u{e0020}-\u{e007f}]]/v,
      t = [
        /(?<=[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Inherited}\p{DI}]])[\u200c\u200d](?=[[\p{L}\p{M}]--\p{Script=Latin}])/v,
        /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/v,
        /(?<=[\p{Extended_Pictographic}\p{Ideographic}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/v,
        /(?<=[0-9#*])\ufe0f(?=\u20e3)/v,
      ];
    return new RegExp(`(${t.map(({ source: r }) => r).join('|')})|${e.source}`, 'gv');
  }),
  zm = /\r\n?|[\u2028\u2029]/g,
  vu = (e) => {
    const t = e.replace(
      zm,
      `
`,
    );
    return Sm.test(t) ? t.replace(wm(), (r, n) => n ?? '').normalize('NFC') : t;
  },
  Av = mo(() => /[\ufffd\p{Cs}\p{Co}\p{Cn}\p{Bidi_C}[\p{Cc}--[\t\n]][\p{Cf}--[\u200c\u200d]]]/v),
  Am = /[\t\n]/,
  Im = /[[\p{Extended_Pictographic}--[\xA9\xAE\u2122]]\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3]/v,
  $m = /[@<>＠＜＞﹫﹤﹥]/,
  Iv = mo(() => [
    [/[\ufffd\p{Cs}]/v, 'expected whole Unicode characters'],
    [/\p{Bidi_C}/v, 'expected no direction marks'],
    [/\p{Cc}/v, 'expected no control characters'],
    [/\p{Cf}/v, 'expected no formatting characters'],
    [/[\p{Co}\p{Cn}]/v, 'expected no private or unassigned characters'],
  ]),
  Om = (e, t, r) => {
    const n = t.codePointAt(r),
      o = [...t.slice(0, r)].length + 1;
    return `${e}: U+${n.toString(16).toUpperCase().padStart(4, '0')} at character ${o}`;
  };
var po = (e, t, r) =>
    e.superRefine((n, o) => {
      const s = n.search(t);
      s >= 0 && o.addIssue({ code: 'custom', message: Om(r, n, s) });
    }),
  ho = (e) => po(h().trim().min(1).max(e), Am, 'expected one line without tabs');
var xu = po(po(ho(200), Im, 'expected no emoji'), $m, 'expected no @, < or >').refine(
  (e) => /[\p{L}\p{N}]/u.test(e),
  'expected a name',
);
var Ot = _({
    kind: h().optional(),
    fullName: h(),
    phone: h().optional(),
    email: h().optional(),
    address: h().optional(),
    identityNumber: h().optional(),
    identity: _({ kind: h(), number: h(), verifiedBy: h().optional() }).optional(),
  }),
  $t = {
    citizen_id: /^\d{12}$/,
    old_id: /^\d{9}$/,
    passport: /^[A-Za-z0-9]{5,20}$/,
    tax_code: /^(\d{10}(-?\d{3})?|\d{12})$/,
    organisation_code: /^[A-Za-z0-9][A-Za-z0-9.-]{0,34}$/,
  },
  Tm = ze({ kind: I(Object.keys($t)), number: h().trim(), verifiedBy: I(['vneid', 'officer']).optional() }).refine(
    ({ kind: e, number: t }) => $t[e].test(t),
    { path: ['number'], message: 'expected a number of this kind of paper' },
  ),
  Pm = [$t.citizen_id, $t.old_id],
  ku = {
    kind: I(['citizen', 'business', 'state_agency', 'organisation', 'foreigner']).optional(),
    fullName: xu,
    phone: _u.optional(),
    email: bu.optional(),
    address: ho(500).optional(),
    identityNumber: h()
      .trim()
      .refine((e) => Object.values($t).some((t) => t.test(e)), 'expected an identity number')
      .optional(),
    identity: Tm.optional(),
  },
  Su = { path: ['identityNumber'], message: 'expected 9 or 12 digits' },
  wu = (e) => e === void 0 || Pm.some((t) => t.test(e)),
  Ev = ze(ku).refine(({ kind: e = 'citizen', identityNumber: t }) => e !== 'citizen' || wu(t), Su),
  Cv = ze(ku)
    .partial()
    .refine(({ kind: e, identityNumber: t }) => e !== 'citizen' || wu(t), Su);
var Em = _({ sms: L().default(!1), email: L().default(!1), zalo: L().optional(), language: h().optional() }),
  Cm = _({ sms: L(), email: L(), zalo: L(), language: h() }).partial(),
  Tt = { sms: L(), email: L(), zalo: L(), language: I(['vi', 'en']) },
  Lv = ze({
    sms: Tt.sms.default(!1),
    email: Tt.email.default(!1),
    zalo: Tt.zalo.default(!1),
    language: Tt.language.default('vi'),
  }),
  Zv = ze(Tt).partial(),
  Rm = ze({ amount: P().min(1).max(1e4), unit: I(['working_hours', 'working_days', 'days', 'months']) }),
  zu = _({
    kind: x('registered'),
    dossierCode: ce,
    procedureCode: yu,
    procedureName: h(),
    agencyCode: X,
    receivingAgencyCode: X.optional(),
    applicant: Ot,
    authorisedPerson: Ot.optional(),
    channel: I(['counter', 'online', 'post']),
    submittedAt: w,
    receivedAt: w.optional(),
    timeLimit: Rm,
    notify: Em,
    components: Pe(
      _({
        code: h(),
        name: h(),
        originals: P(),
        copies: P(),
        fileSha256: h().optional(),
        digitised: L(),
        reusedFrom: h().optional(),
      }),
    ).optional(),
    resultBy: h().optional(),
    caseCode: h().optional(),
    partOf: _({ dossierCode: ce }).optional(),
  }),
  zr = x(!0).optional(),
  Au = _({
    kind: x('details_corrected'),
    eventId: h().min(1).max(128),
    occurredAt: w,
    by: h(),
    note: h().optional(),
    byCounter: zr,
    applicant: Ot.partial().optional(),
    authorisedPerson: Ot.partial().nullable().optional(),
    notify: Cm.optional(),
  }),
  Iu = _({
    kind: x('voided'),
    eventId: h().min(1).max(128),
    voidsEventId: h().min(1).max(128),
    occurredAt: w,
    by: h(),
    note: h().optional(),
    byCounter: zr,
  }),
  $u = (e, t) => {
    const r = new Set(t.map(({ eventId: o }) => o)),
      n = new Set(e.filter(({ byCounter: o }) => o).map(({ eventId: o }) => o));
    return new Set(
      t
        .filter(({ byCounter: o, voidsEventId: s }) => !o || n.has(s))
        .map(({ voidsEventId: o }) => o)
        .filter((o) => !r.has(o)),
    );
  },
  Nm = (e, { authorisedPerson: t }) => {
    if (t === void 0) return e;
    if (t === null) return;
    const { fullName: r } = t;
    return r === void 0 ? e && { ...e, ...t } : { ...t, fullName: r };
  },
  Ou = (e, t) => {
    const r = [...t].sort((s, i) => s.occurredAt - i.occurredAt || (s.eventId < i.eventId ? -1 : 1)),
      n = Object.assign({}, e.applicant, ...r.map((s) => s.applicant)),
      o = Object.assign({}, e.notify, ...r.map((s) => s.notify));
    return {
      dossierCode: e.dossierCode,
      procedureCode: e.procedureCode,
      procedureName: e.procedureName,
      agencyCode: e.agencyCode,
      receivingAgencyCode: e.receivingAgencyCode,
      applicant: n,
      contact: r.reduce(Nm, e.authorisedPerson) ?? n,
      notify: o,
    };
  };
var Tu = (e, t) => e * 1e9 + t,
  Pt = (e) => Math.floor(e / 1e9);
var B = P().nonnegative().max(999999999999);
var Ce = P(),
  ye = { dossierCode: ce, agencyCode: X },
  Ee = { ...ye, paymentId: h(), amountVnd: B, blocksProcessing: L() },
  Ar = { ...ye, resultId: h() },
  go = { ...ye, messageId: h() },
  Z = (e, t) => _({ id: h().min(1).max(300), type: x(e), at: Ce, data: _(t) }),
  Mm = P().min(1).max(10),
  Pu = I(['acknowledge', 'resolve']),
  Re = {
    'dossier.registered': Z('dossier.registered', { ...ye }),
    'dossier.accepted': Z('dossier.accepted', { ...ye, promisedAt: Ce.nullable() }),
    'dossier.promised': Z('dossier.promised', {
      ...ye,
      promisedAt: Ce,
      insteadOf: Ce.nullable(),
      cause: h(),
      calendarVersion: h(),
    }),
    'dossier.status_changed': Z('dossier.status_changed', { ...ye, status: Mm }),
    'dossier.due_soon': Z('dossier.due_soon', { ...ye, clock: Pu, dueAt: Ce }),
    'dossier.overdue': Z('dossier.overdue', { ...ye, clock: Pu, dueAt: Ce }),
    'payment.opened': Z('payment.opened', { ...Ee, expiresAt: Ce }),
    'payment.partially_paid': Z('payment.partially_paid', { ...Ee, receivedVnd: B }),
    'payment.paid': Z('payment.paid', { ...Ee, receivedVnd: B }),
    'payment.surplus': Z('payment.surplus', {
      ...Ee,
      receivedVnd: B,
      surplusVnd: B,
      because: I(['overpaid', 'cancelled', 'expired']),
    }),
    'payment.under_review': Z('payment.under_review', { ...Ee, heldVnd: B }),
    'payment.refunded': Z('payment.refunded', { ...Ee, refundedVnd: B }),
    'payment.settled': Z('payment.settled', { ...Ee, outcome: I(['paid', 'written_off', 'cancelled', 'closed']) }),
    'message.intended': Z('message.intended', { ...go, channel: I(['sms', 'email']), template: h() }),
    'message.delivered': Z('message.delivered', { ...go, channel: I(['sms', 'email']), template: h() }),
    'message.failed': Z('message.failed', { ...go, channel: I(['sms', 'email']), template: h(), reason: h() }),
    'result.issue_requested': Z('result.issue_requested', { ...Ar, uploadVersionId: h() }),
    'result.issued': Z('result.issued', { ...Ar, finishes: L() }),
    'result.replaced': Z('result.replaced', { ...Ar }),
    'result.revoked': Z('result.revoked', { ...Ar }),
  },
  Wv = W('type', Object.values(Re)),
  Cu = '_withdrawn',
  Gv = Gc({ type: h(), number: P().nonnegative().default(0) });
var Eu = ({ data: e }) => {
    const { paymentId: t, resultId: r, messageId: n, dossierCode: o } = e;
    return t ?? r ?? n ?? o ?? '';
  },
  Ru = (e) => {
    const t = new Map(),
      r = new Map();
    for (const n of e) {
      const { id: o } = n.event;
      n.number >= (t.get(o)?.number ?? 0) && t.set(o, n);
      const s = Eu(n.event);
      r.set(s, Math.max(r.get(s) ?? 0, Pt(n.number)));
    }
    return [...t.values()].filter(({ event: n, number: o, withdrawn: s }) => !s && Pt(o) === r.get(Eu(n)));
  };
var Nu = {
    1: 'submitted',
    2: 'accepted',
    3: 'refused',
    4: 'processing',
    5: 'supplement_requested',
    6: 'payment_requested',
    7: 'withdrawal_requested',
    8: 'stopped',
    9: 'finished',
    10: 'returned',
  },
  Et = [
    'accepted',
    'processing_started',
    'supplement_requested',
    'payment_requested',
    'supplement_received',
    'withdrawal_requested',
    'stopped',
    'refused',
    'finished',
    'returned',
  ],
  Mu = {
    accepted: 2,
    refused: 3,
    processing_started: 4,
    supplement_requested: 5,
    supplement_received: 4,
    payment_requested: 6,
    withdrawal_requested: 7,
    stopped: 8,
    finished: 9,
    returned: 10,
  },
  Dm = {
    1: [2, 3],
    2: [4, 5, 6, 7, 8, 9],
    3: [],
    4: [5, 6, 7, 8, 9],
    5: [4, 6, 7, 8],
    6: [7, 8],
    7: [8],
    8: [],
    9: [10],
    10: [],
  },
  Du = { status: 1 };
function Lu(e, t) {
  if (t === e.status) return e;
  if (t === e.interrupted?.status) return e.interrupted;
  if (Dm[e.status].includes(t)) return t === 6 || t === 7 ? { status: t, interrupted: e } : { status: t };
}
function Qe(e) {
  return e.status === 7 && e.interrupted ? Qe(e.interrupted) : e.status === 5 || e.status === 6;
}
function Zu(e) {
  return e === 3 || e >= 8;
}
function Fu(e, t) {
  return t && (e === 1 || e === 2 || e === 4) ? 6 : e;
}
var Bu = h().regex(/^[\x21-\x7e]{1,128}$/, 'expected 1-128 printable ASCII characters');
var Lm = _({
    kind: x('moved'),
    eventId: Bu,
    type: I(Et),
    occurredAt: w,
    by: h(),
    note: h().optional(),
    byCounter: zr,
    receivedAt: w.optional(),
    recipient: h().optional(),
  }),
  Zm = _({ kind: x('named'), eventId: Bu, event: h() }),
  Fm = [Re['payment.opened'], Re['payment.paid'], Re['payment.settled'], Re['result.issued'], Re['message.delivered']],
  jm = _({ kind: x('heard'), withdrawn: L(), number: P().nonnegative().default(0), event: W('type', Fm) }),
  Bm = _({
    kind: x('promised'),
    number: P().min(1),
    cause: h(),
    at: w,
    acceptanceId: h(),
    promisedAt: w,
    position: P().nonnegative(),
    basis: h(),
    factsKnown: P().nonnegative(),
    calendarVersion: h(),
    calendarPublishedAt: w,
  }),
  Vm = _({
    kind: x('timer_fired'),
    clock: x('resolve'),
    announces: I(['due_soon', 'overdue']),
    dueAt: w,
    firedAt: w,
    calendarVersion: h().optional(),
    basis: h().optional(),
  }),
  Vu = W('kind', [zu, Au, Lm, Iu, Zm, jm, Bm, Vm]);
function Ir(e) {
  switch (e.kind) {
    case 'registered':
      return 'CARD#registration';
    case 'details_corrected':
      return `CARD#correction#${e.eventId}`;
    case 'moved':
    case 'named':
      return `FACT#b#${e.eventId}`;
    case 'voided':
      return `CARD#void#${e.eventId}`;
    case 'heard':
      return `FACT#heard#${e.event.id}#${e.number}`;
    case 'promised':
      return `FACT#promise#${e.number}`;
    case 'timer_fired':
      return `FACT#timer#${e.clock}#${e.announces}#${e.dueAt}`;
  }
}
function Uu(e) {
  return e.kind === 'details_corrected' || e.kind === 'voided'
    ? [{ kind: 'named', eventId: e.eventId, event: e.kind }]
    : [];
}
function Ku(e) {
  switch (e.kind) {
    case 'heard':
      return { kind: e.kind, type: e.event.type, withdrawn: e.withdrawn };
    case 'promised':
    case 'timer_fired':
      return { kind: e.kind };
    case 'named':
      return e;
    case 'registered': {
      const { applicant: t, authorisedPerson: r, notify: n, ...o } = e,
        { zalo: s, language: i, ...a } = n;
      return {
        ...o,
        applicant: ju(t),
        ...(r ? { authorisedPerson: ju(r) } : {}),
        notify: { ...a, ...(s ? { zalo: s } : {}), ...(i === 'vi' ? {} : { language: i }) },
      };
    }
    default: {
      const { byCounter: t, ...r } = e;
      return r;
    }
  }
}
function ju({ kind: e, ...t }) {
  return e === void 0 || e === 'citizen' ? t : { kind: e, ...t };
}
var yo = (e) => (t) => t.type === e;
function Wu(e) {
  const t = Ru(e).map(({ event: s }) => s),
    r = t.filter(yo('payment.settled')),
    n = t
      .filter(yo('payment.opened'))
      .filter(({ data: s }) => s.blocksProcessing)
      .map((s) => ({ from: s.at, to: Um(r, s.data.paymentId) })),
    o = t
      .filter(yo('result.issued'))
      .filter(({ data: s }) => s.finishes)
      .map(({ at: s, data: i }) => ({
        id: `result:${i.resultId}`,
        type: 'finished',
        at: s,
        by: 'system',
        origin: 'system',
      }));
  return { events: t, moves: o, blocked: n, feeIsOpen: n.some(({ to: s }) => s === void 0) };
}
function Um(e, t) {
  const r = e.filter(({ data: n }) => n.paymentId === t).map(({ at: n }) => n);
  return r.length === 0 ? void 0 : Math.min(...r);
}
var Gu = 50;
function Ju(e, t) {
  const { acceptanceId: r, clock: n, clockInput: o, factsKnown: s } = t,
    { version: i } = e,
    a = [...t.recorded].sort((b, y) => b.number - y.number);
  if (r === void 0 || n.due === void 0 || n.basis === void 0)
    return { recorded: a, unrecorded: void 0, standing: void 0 };
  const c = a.at(-1),
    u = c?.acceptanceId === r ? c : void 0,
    d = { recorded: a, unrecorded: void 0, standing: u };
  if (Km(e, t, c) || n.due.at === u?.promisedAt) return d;
  const l = fu(e, o),
    f = u ? Wm(u, n, l) : 'accepted';
  if (f === void 0) return d;
  const p = { accepted: 0, pause: 0, correction: t.correctedAt, decision: i.publishedAt },
    g = {
      kind: 'promised',
      number: (c?.number ?? 0) + 1,
      cause: f,
      at: Math.max(l.at(-1)?.from ?? 0, p[f], c?.at ?? 0),
      acceptanceId: r,
      promisedAt: n.due.at,
      position: n.due.position,
      basis: n.basis,
      factsKnown: s,
      calendarVersion: i.id,
      calendarPublishedAt: i.publishedAt,
    };
  return { recorded: a, unrecorded: g, standing: g };
}
function Km(e, { factsKnown: t }, r) {
  return r ? t < r.factsKnown || e.version.publishedAt < r.calendarPublishedAt : !1;
}
function Wm(e, { due: t, phase: r }, n) {
  const o = n.find(({ basis: s }) => s === e.basis);
  return o ? (o.due?.at !== t?.at ? 'pause' : r === 'running' ? 'decision' : void 0) : 'correction';
}
var Gm = (e) => ({ ...e, at: Math.floor(e.at / 1e3) * 1e3 });
function Jm(e, t) {
  const r = Et.indexOf(e.type) - Et.indexOf(t.type);
  return e.at - t.at || r || (e.id < t.id ? -1 : +(e.id > t.id));
}
function Hu(e) {
  let t = [],
    r = [],
    n = Du,
    o,
    s;
  for (const u of e.map(Gm).sort(Jm)) {
    const d = Lu(n, Mu[u.type]);
    t.push({ move: u, allowed: d !== void 0, from: n.status, to: (d ?? n).status }),
      d &&
        (Qe(d) && !Qe(n) && r.push({ from: u.at }),
        !Qe(d) && Qe(n) && (r.at(-1).to = u.at),
        d.status === 2 && (o ??= u),
        Zu(d.status) && (s ??= u.at),
        (n = d));
  }
  const { id: i, at: a, receivedAt: c } = o ?? {};
  return { steps: t, status: n.status, acceptanceId: i, acceptedAt: a, receivedAt: c, endedAt: s, holds: r };
}
var Ne = (e) => (t) => t.kind === e,
  Hm = ({ eventId: e, type: t, occurredAt: r, by: n, note: o, receivedAt: s }) => ({
    id: e,
    type: t,
    at: r,
    by: n,
    origin: 'back_office',
    note: o,
    receivedAt: s,
  });
function qm(e) {
  return [...new Map(e.map((r) => [Ir(r), r]))].sort(([r], [n]) => (r < n ? -1 : 1)).map(([, r]) => r);
}
function qu(e, t) {
  const r = qm(t),
    n = r.find(Ne('registered'));
  if (!n) return;
  const o = r.filter(Ne('moved')),
    s = r.filter(Ne('details_corrected')),
    i = r.filter(Ne('voided')),
    a = [...o, ...s, ...i],
    c = $u(a, i),
    u = s.filter(({ eventId: y }) => !c.has(y)),
    d = Wu(r.filter(Ne('heard'))),
    l = Hu([...o.filter(({ eventId: y }) => !c.has(y)).map(Hm), ...d.moves]),
    f = {
      receivedAt: l.receivedAt ?? n.receivedAt ?? l.acceptedAt,
      timeLimit: n.timeLimit,
      acceptedAt: l.acceptedAt,
      endedAt: l.endedAt,
      pauses: [...l.holds, ...d.blocked],
    },
    p = uo(e, f),
    g = Ju(e, {
      recorded: r.filter(Ne('promised')),
      clock: p,
      clockInput: f,
      acceptanceId: l.acceptanceId,
      factsKnown: r.filter(({ kind: y }) => y !== 'promised' && y !== 'timer_fired').length,
      correctedAt: Math.max(0, ...i.map(({ occurredAt: y }) => y)),
    }),
    b = r.filter(Ne('timer_fired'));
  return {
    registered: n,
    card: Ou(n, u),
    status: Fu(l.status, d.feeIsOpen),
    walk: l,
    clock: Xm(p, g),
    clockInput: f,
    promises: g,
    calendarVersion: e.version.id,
    hearing: d,
    announced: b.filter((y) => gu(e, f, y)),
    fired: new Set(b.map(({ announces: y, dueAt: v }) => It(y, v))),
    corrections: u,
    voids: i,
    eventFacts: r.filter((y) => 'eventId' in y).length,
    eventKinds: new Map(a.map(({ eventId: y, kind: v }) => [y, v])),
    toldByCounter: new Set(a.filter(({ byCounter: y }) => y).map(({ eventId: y }) => y)),
    withdrawnMoves: o.filter(({ eventId: y }) => c.has(y)),
  };
}
function Xm(e, { standing: t }) {
  return e.phase !== 'stopped' || !t ? e : { ...e, due: { position: t.position, at: t.promisedAt } };
}
function Xu(e) {
  const { registered: t, walk: r, promises: n, announced: o } = e,
    s = { dossierCode: t.dossierCode, agencyCode: t.agencyCode },
    i = (c) => `dossier:${t.dossierCode}:${c}`,
    a = [{ id: i('registered'), type: 'dossier.registered', at: t.receivedAt ?? t.submittedAt, data: s }];
  if (r.acceptedAt !== void 0) {
    const u = (n.recorded.find(({ acceptanceId: d }) => d === r.acceptanceId) ?? n.unrecorded)?.promisedAt ?? null;
    a.push({ id: i('accepted'), type: 'dossier.accepted', at: r.acceptedAt, data: { ...s, promisedAt: u } });
  }
  for (const { move: c, allowed: u, from: d, to: l } of r.steps) {
    if (!u || d === l) continue;
    const f = { ...s, status: l },
      p = c.origin === 'system' ? 'system_step' : 'step';
    a.push({ id: i(`${p}:${c.id}`), type: 'dossier.status_changed', at: c.at, data: f });
  }
  for (const [c, { number: u, at: d, promisedAt: l, cause: f, calendarVersion: p }] of n.recorded.entries()) {
    const g = f === 'accepted' ? null : (n.recorded[c - 1]?.promisedAt ?? null),
      b = { ...s, promisedAt: l, insteadOf: g, cause: f, calendarVersion: p };
    a.push({ id: i(`promised:${u}`), type: 'dossier.promised', at: d, data: b });
  }
  for (const { announces: c, clock: u, dueAt: d, firedAt: l } of o) {
    const f = { ...s, clock: u, dueAt: d };
    a.push({ id: i(`${c}:${u}:${d}`), type: `dossier.${c}`, at: l, data: f });
  }
  return a;
}
var Ym = (e) => `AG#${e}`,
  Yu = (e) => ue(Math.max(0, e), 12);
function Qm(e) {
  const t = /^(\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}/.exec(e)?.[0] ?? e,
    r = [e];
  for (let n = e; n.length > t.length; ) (n = n.slice(0, n.lastIndexOf('.'))), r.push(n);
  return r;
}
function eh(e, t) {
  if (!e.fired.has(It('overdue', t.at))) return e.fired.has(It('due_soon', t.at)) ? t.position : t.position - du;
}
function th(e) {
  const { dossierCode: t, agencyCode: r } = e.registered;
  if (e.clock.phase !== 'running') return {};
  const { due: n } = e.clock;
  if (!n) return {};
  const o = eh(e, n),
    s = { dossierCode: t, agencyCode: r, clock: 'resolve', duePosition: n.position, dueAt: n.at },
    i = `${Yu(n.position)}#${t}#resolve`;
  return Object.fromEntries(
    [...Qm(r), '*'].map((a, c) => {
      const u = c === 0 && o !== void 0 ? { timer: _r('VN', Yu(o), t, 'resolve') } : {};
      return [c === 0 ? 'resolve' : `resolve@${a}`, { document: s, list: { pk: Ym(a), sk: i }, ...u }];
    }),
  );
}
function rh(e) {
  const { dossierCode: t, agencyCode: r, procedureCode: n } = e.registered;
  return {
    document: {
      dossierCode: t,
      agencyCode: r,
      procedureCode: n,
      status: { number: e.status, name: Nu[e.status] },
      clock: e.clock.phase,
      calendarVersion: e.calendarVersion,
    },
    milestones: Xu(e),
    entries: th(e),
  };
}
function nh({ promises: { recorded: e, unrecorded: t } }) {
  return t && e.length < Gu ? [t] : [];
}
var Qu = (e) => ({
  capability: 'dossiers',
  prefix: 'DOS',
  foldVersion: 3,
  schema: Vu,
  key: Ir,
  besides: Uu,
  meaning: (t) => Ku(t),
  fold: (t, r) =>
    qu(
      e,
      r.map(({ fact: n }) => n),
    ),
  follows: nh,
  project: rh,
});
var ed = I(['sms', 'email']),
  td = W('template', [
    _({ template: x('accepted'), promisedAt: w.nullable() }),
    _({ template: x('fee_due'), amountVnd: B, payableUntil: w }),
    _({ template: x('paid'), amountVnd: B }),
    _({
      template: x('surplus'),
      amountVnd: B,
      receivedVnd: B,
      surplusVnd: B,
      because: I(['overpaid', 'cancelled', 'expired']),
    }),
    _({ template: x('result_ready') }),
    _({ template: x('download_code'), nonce: h().min(1).max(64) }),
  ]);
var oh = _({
    kind: x('intended'),
    occasion: h().min(1).max(300),
    dossierCode: ce,
    agencyCode: X,
    channel: ed,
    notice: td,
    intendedAt: w,
    expiresAt: w.optional(),
    mootBy: h().min(1).max(300).optional(),
  }),
  et = h().min(1).max(40),
  tt = P().min(1).max(400),
  sh = _({ kind: x('leg_begun'), leg: tt, carrier: et, begunAt: w }),
  ih = _({
    kind: x('leg_not_sent'),
    leg: tt,
    carrier: et,
    fault: I(['retryable', 'configuration']),
    reason: h().max(100),
    receivedAt: w,
  }),
  _o = ['accepted', 'network_accepted', 'failed', 'delivered', 'bounced'],
  vo = _({
    kind: x('leg_told'),
    leg: tt.optional(),
    carrier: et,
    status: I(_o),
    carrierMessageId: h().max(200).optional(),
    reason: h().max(100).optional(),
    receivedAt: w,
  }),
  ah = _({ kind: x('given_up'), reason: h().max(100), givenUpAt: w }),
  rd = W('kind', [oh, sh, ih, vo, ah]),
  bo = (e) => `FACT#leg#${ue(e, 3)}`;
function rt(e) {
  switch (e.kind) {
    case 'intended':
      return 'FACT#intent';
    case 'leg_begun':
      return `${bo(e.leg)}#begun`;
    case 'leg_not_sent':
      return `${bo(e.leg)}#not_sent`;
    case 'leg_told':
      return e.leg === void 0 ? `FACT#receipt#${e.carrier}#${e.status}` : `${bo(e.leg)}#told#${e.status}`;
    case 'given_up':
      return 'FACT#given_up';
  }
}
function nd(e) {
  if (e.kind !== 'intended') return { kind: e.kind, key: rt(e) };
  const { kind: t, occasion: r, dossierCode: n, channel: o, notice: s } = e;
  return { kind: t, occasion: r, dossierCode: n, channel: o, template: s.template };
}
var ch = ['begun', 'not_sent', ..._o],
  uh = ['queued', 'failed', 'bounced', 'sending', 'accepted', 'network_accepted', 'delivered'],
  od = (e) => (t, r) => (e.indexOf(t) >= e.indexOf(r) ? t : r),
  dh = od(ch),
  lh = od(uh),
  Me = (e) => (t) => t.kind === e,
  fh = (e) => [...e].sort((t, r) => (rt(t) < rt(r) ? -1 : 1)),
  $r = (e) => e === 'failed' || e === 'bounced',
  ph = (e) => {
    const t = e.filter(Me('leg_begun')),
      r = (n) => Math.max(1, ...t.filter((o) => o.carrier === n).map(({ leg: o }) => o));
    return fh(e).flatMap((n) =>
      n.kind === 'leg_told'
        ? [{ ...n, leg: n.leg ?? r(n.carrier) }]
        : n.kind === 'leg_begun' || n.kind === 'leg_not_sent'
          ? [n]
          : [],
    );
  },
  mh = (e) => (e.kind === 'leg_told' ? e.status : e.kind === 'leg_begun' ? 'begun' : 'not_sent'),
  hh = (e, t) => ({
    number: e,
    carrier: t.map(({ carrier: r }) => r).reduce((r) => r),
    status: t.map(mh).reduce(dh),
    fault: t.find(Me('leg_not_sent'))?.fault,
  }),
  gh = (e) => [...Map.groupBy(e, ({ leg: t }) => t)].sort(([t], [r]) => t - r).map(([t, r]) => hh(t, r)),
  yh = (e, t) => (e.status === 'begun' ? (t ? 'sending' : 'queued') : e.status === 'not_sent' ? 'queued' : e.status),
  sd = (e) => [...e].sort((t, r) => t.receivedAt - r.receivedAt)[0],
  bh = (e, t, r) => {
    const n = e
      .filter((o) => $r(o.status))
      .flatMap((o) => {
        const s = t.filter(Me('leg_told')).filter((a) => a.leg === o.number),
          i = sd(s.filter((a) => $r(a.status)));
        return i ? [{ at: i.receivedAt, reason: i.reason ?? i.status }] : [];
      });
    return r ? [...n, { at: r.givenUpAt, reason: r.reason }] : n;
  };
function id(e, t) {
  const r = t.find(Me('intended'));
  if (!r) return;
  const n = ph(t),
    o = gh(n),
    s = t.find(Me('given_up')),
    i = o.at(-1),
    a = i?.status === 'begun' && s === void 0,
    c = o.map((u) => yh(u, a)).reduce(lh, s ? 'failed' : 'queued');
  return {
    messageId: e,
    intent: r,
    status: c,
    legs: o,
    openLeg: c === 'sending' ? n.filter(Me('leg_begun')).find(({ leg: u }) => u === i?.number) : void 0,
    takenAt: sd(n.filter(Me('leg_told')).filter((u) => !$r(u.status)))?.receivedAt,
    failure: $r(c)
      ? bh(o, n, s)
          .sort((u, d) => u.at - d.at)
          .at(-1)
      : void 0,
  };
}
var _h = 'none',
  vh = _({ kind: x('attempted'), attempt: tt, carrier: et, attemptedAt: w }).transform(
    ({ attempt: e, carrier: t, attemptedAt: r }) => ({ kind: 'leg_begun', leg: e, carrier: t, begunAt: r }),
  ),
  xh = _({ kind: x('not_sent'), attempt: tt, carrier: et, reason: h().max(100), receivedAt: w }).transform(
    ({ attempt: e, ...t }) => ({ ...t, kind: 'leg_not_sent', leg: e, fault: 'retryable' }),
  ),
  kh = vo
    .omit({ leg: !0 })
    .extend({ kind: x('receipt') })
    .transform((e) => {
      const { carrier: t, reason: r, status: n, receivedAt: o } = e;
      return t === _h ? { kind: 'given_up', reason: r ?? n, givenUpAt: o } : { ...e, kind: 'leg_told' };
    }),
  ad = no([rd, vh, xh, kh]);
var Or = ({ messageId: e, intent: t }) => ({
    dossierCode: t.dossierCode,
    agencyCode: t.agencyCode,
    messageId: e,
    channel: t.channel,
    template: t.notice.template,
  }),
  Sh = (e) => ({
    id: `message:${e.messageId}:intended`,
    type: 'message.intended',
    at: e.intent.intendedAt,
    data: Or(e),
  });
function wh(e) {
  const t = [Sh(e)],
    r = (n) => `message:${e.messageId}:${n}`;
  if (
    (e.takenAt !== void 0 && t.push({ id: r('delivered'), type: 'message.delivered', at: e.takenAt, data: Or(e) }),
    e.failure)
  ) {
    const n = { ...Or(e), reason: e.failure.reason };
    t.push({ id: r('failed'), type: 'message.failed', at: e.failure.at, data: n });
  }
  return t;
}
var cd = {
  capability: 'notifications',
  prefix: 'MSG',
  foldVersion: 2,
  schema: ad,
  key: rt,
  meaning: nd,
  fold: (e, t) =>
    id(
      e,
      t.map(({ fact: r }) => r),
    ),
  project: (e) => ({ document: { ...Or(e), status: e.status, legs: e.legs.length }, milestones: wh(e), entries: {} }),
};
var Ux = 5 * M,
  Kx = 60 * M,
  Wx = [0, 2, 5, 15, 30].map((e) => e * M),
  Gx = 30 * M,
  Jx = [2, 5, 15].map((e) => e * M);
var zh = ({ transactions: e }, { state: t, reference: r }) => t === 'open' && !e.some((n) => n.reference === r);
var ud = (e) => (e.ended || e.transactions.length > 0 || e.attempts.some((t) => zh(e, t)) ? void 0 : e.expiresAt);
var Ah = _({ code: h(), name: h(), kind: I(['phi', 'le_phi']), amountVnd: B }),
  xo = h().regex(/^[a-z][a-z0-9]{1,31}$/, 'expected the name of a payment provider'),
  ko = h().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected the name of a merchant'),
  So = h().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  Ih = _({
    kind: x('opened'),
    dossierCode: ce,
    agencyCode: X,
    receivingAgencyCode: X.optional(),
    items: Pe(Ah).readonly(),
    blocksProcessing: L(),
    expiresAt: w.optional(),
  }),
  $h = _({
    kind: x('attempt'),
    attemptId: fo('att'),
    provider: xo,
    merchant: ko,
    reference: So,
    amountVnd: B,
    exactAmount: L(),
    locale: I(['vi', 'en']),
    createdAt: w,
    expiresAt: w,
  }),
  pd = h().regex(/^[A-Za-z0-9._-]{1,40}$/),
  dd = Vc({ protocol: /^https?$/ }).max(4e3),
  Oh = W('kind', [
    _({ kind: x('redirect'), url: dd }),
    _({
      kind: x('qr'),
      payload: h().min(1).max(512),
      bankName: h().max(200),
      accountNumber: h().max(40),
      accountName: h().max(200),
      memo: h().max(100),
      url: dd.optional(),
    }),
  ]),
  Th = W('kind', [
    _({
      kind: x('created'),
      checkout: Oh,
      providerOrderId: h()
        .regex(/^[A-Za-z0-9._-]{1,100}$/)
        .optional(),
      expiresAt: w.optional(),
    }),
    _({ kind: x('refused'), why: I(['declined', 'unreachable', 'misconfigured']), code: pd }),
  ]),
  Ph = _({ kind: x('ordered'), attemptId: fo('att'), provider: xo, merchant: ko, reference: So, creation: Th }),
  md = {
    provider: xo,
    merchant: ko,
    reference: So,
    providerTransactionId: h().regex(/^[A-Za-z0-9._-]{1,100}$/),
    code: pd,
    amountVnd: B,
    currency: h().regex(/^[A-Z]{3}$/),
  },
  Eh = _({ kind: x('money_in'), ...md, outcome: I(['paid', 'suspected']) }),
  Ch = _({ kind: x('failed'), ...md }),
  Rh = _({ kind: x('cancelled'), reason: h(), by: h() }),
  Nh = _({ kind: x('closed'), reason: x('expired') }),
  hd = W('kind', [Ih, $h, Ph, Eh, Ch, Rh, Nh]);
function gd(e) {
  switch (e.kind) {
    case 'opened':
    case 'cancelled':
    case 'closed':
      return `FACT#${e.kind}`;
    case 'attempt':
    case 'ordered':
      return `FACT#${e.kind}#${e.attemptId}`;
    case 'money_in':
      return ld(e, e.outcome === 'paid' ? 'paid' : `suspected.${e.code}`);
    case 'failed':
      return ld(e, `failed.${e.code}`);
  }
}
var ld = (e, t) => {
  const { provider: r, merchant: n, reference: o, providerTransactionId: s, amountVnd: i, currency: a } = e;
  return `FACT#in#${r}#${n}#${o}#${s}#${t}#${i}.${a}`;
};
function yd(e) {
  switch (e.kind) {
    case 'opened':
      return {
        kind: e.kind,
        dossierCode: e.dossierCode,
        items: e.items.map(({ code: t, name: r, kind: n, amountVnd: o }) => ({
          code: t,
          name: r,
          kind: n,
          amountVnd: o,
        })),
        blocksProcessing: e.blocksProcessing,
        expiresAt: e.expiresAt ?? null,
      };
    case 'attempt':
      return { kind: e.kind, provider: e.provider, merchant: e.merchant, locale: e.locale };
    case 'ordered':
      return { kind: e.kind, attemptId: e.attemptId };
    case 'money_in':
      return { ...fd(e), outcome: e.outcome };
    case 'failed':
      return fd(e);
    case 'cancelled':
      return { kind: e.kind, reason: e.reason, by: e.by };
    case 'closed':
      return { kind: e.kind };
  }
}
var fd = (e) => ({
  kind: e.kind,
  reference: e.reference,
  providerTransactionId: e.providerTransactionId,
  amountVnd: e.amountVnd,
  currency: e.currency,
});
function Mh(e, t) {
  if (!e) return 'unmatched';
  if (t.provider !== e.provider || t.merchant !== e.merchant) return 'merchant_mismatch';
  if (t.currency !== 'VND') return 'currency_mismatch';
  if (e.exactAmount && t.amountVnd !== e.amountVnd) return 'amount_mismatch';
}
var Dh = ({ told: { fact: e } }) => [e.provider, e.merchant, e.reference, e.providerTransactionId].join('#'),
  bd = ({ told: e, mismatch: t }) => (e.fact.outcome === 'suspected' ? 2 : t ? 1 : 0),
  Lh = (e) =>
    e.reduce((t, r) =>
      (bd(r) - bd(t) || t.told.fact.amountVnd - r.told.fact.amountVnd || (r.told.key < t.told.key ? -1 : 1)) < 0
        ? r
        : t,
    ),
  Zh = ({ told: e, mismatch: t }) =>
    t === 'currency_mismatch' || t === 'merchant_mismatch'
      ? 'apart'
      : t === void 0 && e.fact.outcome === 'paid'
        ? 'received'
        : 'held',
  Fh = (e) => {
    const t = e.flatMap(({ told: n, mismatch: o }) => [
        ...(o ? [o] : []),
        ...(n.fact.outcome === 'suspected' ? ['fraud_review'] : []),
      ]),
      r = new Set(e.map(({ told: n }) => n.fact.amountVnd));
    return [...new Set([...t, ...(r.size > 1 ? ['amount_mismatch'] : [])])];
  };
function _d(e, t) {
  const r = e.map((n) => ({ told: n, mismatch: Mh(t.get(n.fact.reference), n.fact) }));
  return [...Map.groupBy(r, Dh)]
    .map(([n, o]) => {
      const s = Lh(o),
        { reference: i, amountVnd: a } = s.told.fact,
        { recordedAt: c } = s.told,
        u = { reference: i, amountVnd: a, recordedAt: c, standing: Zh(s), doubts: Fh(o) };
      return { key: n, transaction: u };
    })
    .sort((n, o) => n.transaction.recordedAt - o.transaction.recordedAt || (n.key < o.key ? -1 : 1))
    .map(({ transaction: n }) => n);
}
var vd = (e, t) => e.reduce((r, n) => (n.standing === t ? r + n.amountVnd : r), 0);
function xd(e) {
  let t = 0;
  return e
    .filter(({ standing: r }) => r === 'received')
    .map(({ amountVnd: r, recordedAt: n }) => {
      const o = { at: n, beforeVnd: t, afterVnd: t + r };
      return (t = o.afterVnd), o;
    });
}
function kd(e) {
  const { dueVnd: t, receivedVnd: r, refundedVnd: n, ended: o } = e;
  return r > 0 && n >= r
    ? 'refunded'
    : n > 0 && r - n < t
      ? 'partially_refunded'
      : e.awaitsJudgement && r < t
        ? 'under_review'
        : r >= t
          ? o
            ? 'paid_after_close'
            : 'paid'
          : r > 0
            ? 'partially_paid'
            : o || (e.attempted ? 'pending' : 'created');
}
var jh = 7 * j,
  Bh = (e) => eu(Qc(e + jh)) + j - 1e3;
var Vh = (e, t) => ({
    ...e,
    ...(t?.kind === 'created' && t.expiresAt !== void 0 ? { expiresAt: t.expiresAt } : {}),
    state: t?.kind === 'refused' ? 'failed' : 'open',
    creation: t,
  }),
  De = (e, t) => e.filter((r) => r.fact.kind === t),
  Sd = (e, t) => e.recordedAt - t.recordedAt || (e.key < t.key ? -1 : 1);
function wd(e, t) {
  const r = [...new Map(t.map((v) => [v.key, v])).values()].sort(Sd),
    n = De(r, 'opened')[0];
  if (!n) return;
  const { dossierCode: o, agencyCode: s, receivingAgencyCode: i, items: a, blocksProcessing: c } = n.fact,
    u = De(r, 'attempt').map(({ fact: v }) => v),
    d = new Map(u.map((v) => [v.reference, v])),
    l = _d(De(r, 'money_in'), d),
    f = a.reduce((v, C) => v + C.amountVnd, 0),
    p = xd(l),
    g = p.at(-1)?.afterVnd ?? 0,
    b = 0,
    y = Uh(r);
  return {
    paymentId: e,
    dossierCode: o,
    agencyCode: s,
    receivingAgencyCode: i,
    items: a,
    blocksProcessing: c,
    openedAt: n.recordedAt,
    expiresAt: n.fact.expiresAt ?? Bh(n.recordedAt),
    state: kd({
      dueVnd: f,
      receivedVnd: g,
      refundedVnd: b,
      awaitsJudgement: l.some(({ standing: v }) => v !== 'received'),
      ended: y?.as,
      attempted: u.length > 0,
    }),
    flags: Kh(l, p, f),
    amountVnd: f,
    receivedVnd: g,
    heldVnd: vd(l, 'held'),
    refundedVnd: b,
    surplusVnd: Math.max(0, g - b - wo({ amountVnd: f, ended: y })),
    attempts: Wh(r, u, l),
    transactions: l,
    arrivals: p,
    paidAt: p.find(({ afterVnd: v }) => v >= f)?.at,
    ended: y,
    facts: r,
  };
}
function Uh(e) {
  const [t] = De(e, 'cancelled'),
    [r] = De(e, 'closed'),
    [n] = [...(t ? [t] : []), ...(r ? [r] : [])].sort(Sd);
  return n && { as: n.fact.kind === 'cancelled' ? 'cancelled' : 'expired', at: n.recordedAt };
}
var wo = ({ amountVnd: e, ended: t }) => (t ? 0 : e);
function Kh(e, t, r) {
  const n = e.flatMap(({ doubts: o }) => o);
  return (
    t.some(({ afterVnd: o }) => o > r) && n.push('overpaid'),
    t.some(({ beforeVnd: o }) => o >= r) && n.push('duplicate'),
    [...new Set(n)].sort()
  );
}
function Wh(e, t, r) {
  const n = new Set(r.filter(({ standing: i }) => i === 'received').map(({ reference: i }) => i)),
    o = new Set(De(e, 'failed').map(({ fact: i }) => i.reference)),
    s = new Map(De(e, 'ordered').map(({ fact: i }) => [i.attemptId, i.creation]));
  return t.map(({ kind: i, ...a }) => {
    const c = Vh(a, s.get(a.attemptId));
    return n.has(c.reference) ? { ...c, state: 'paid' } : o.has(c.reference) ? { ...c, state: 'failed' } : c;
  });
}
function Gh({ paidAt: e, ended: t }) {
  return t
    ? { outcome: t.as === 'cancelled' ? 'cancelled' : 'closed', at: Math.min(t.at, e ?? t.at) }
    : e === void 0
      ? void 0
      : { outcome: 'paid', at: e };
}
var Jh = ({ arrivals: e }, t) => Math.max(0, ...e.filter(({ at: r }) => r <= t).map(({ afterVnd: r }) => r));
function Hh(e, t) {
  const { paymentId: r, ended: n, arrivals: o } = e,
    s = wo(e);
  return o
    .filter(({ afterVnd: i }) => i > s)
    .map(({ at: i, afterVnd: a }, c) => ({
      id: `${r}:surplus:${c + 1}`,
      type: 'payment.surplus',
      at: Math.max(i, n?.at ?? i),
      data: { ...t, receivedVnd: a, surplusVnd: a - s, because: n?.as ?? 'overpaid' },
    }));
}
function zd(e) {
  const { paymentId: t, dossierCode: r, agencyCode: n, amountVnd: o, blocksProcessing: s, transactions: i } = e,
    a = { paymentId: t, dossierCode: r, agencyCode: n, amountVnd: o, blocksProcessing: s },
    c = i.find((l) => l.standing === 'received' && l.amountVnd < o),
    u = i.find((l) => l.standing !== 'received' || l.doubts.length > 0),
    d = Gh(e);
  return [
    { id: `${t}:opened`, type: 'payment.opened', at: e.openedAt, data: { ...a, expiresAt: e.expiresAt } },
    ...(c
      ? [
          {
            id: `${t}:partially_paid`,
            type: 'payment.partially_paid',
            at: c.recordedAt,
            data: { ...a, receivedVnd: c.amountVnd },
          },
        ]
      : []),
    ...(d?.outcome === 'paid'
      ? [{ id: `${t}:paid`, type: 'payment.paid', at: d.at, data: { ...a, receivedVnd: Jh(e, d.at) } }]
      : []),
    ...Hh(e, a),
    ...(u
      ? [
          {
            id: `${t}:under_review`,
            type: 'payment.under_review',
            at: u.recordedAt,
            data: { ...a, heldVnd: e.heldVnd },
          },
        ]
      : []),
    ...(d ? [{ id: `${t}:settled`, type: 'payment.settled', at: d.at, data: { ...a, outcome: d.outcome } }] : []),
  ];
}
var qh = (e) => `WORK#${e}`,
  Xh = (e) => {
    const { paymentId: t, dossierCode: r, agencyCode: n, openedAt: o, state: s, flags: i } = e,
      a = (d, l) => ({ document: {}, list: { pk: d, sk: l } }),
      c = (d) => a(qh(d), `${n}#${ue(o)}#${t}`),
      u = ud(e);
    return {
      dossier: a(`DOS#${r}`, `${ue(o)}#${t}`),
      state: c(s),
      ...Object.fromEntries(i.map((d) => [`flag.${d}`, c(d)])),
      ...(u === void 0 ? {} : { term: { document: {}, timer: _r('WALL', ue(u), t) } }),
    };
  },
  Ad = {
    capability: 'payments',
    prefix: 'PAY',
    foldVersion: 4,
    schema: hd,
    key: gd,
    meaning: yd,
    fold: wd,
    project: (e) => ({
      document: {
        dossierCode: e.dossierCode,
        agencyCode: e.agencyCode,
        state: e.state,
        flags: e.flags,
        amountVnd: e.amountVnd,
        receivedVnd: e.receivedVnd,
        heldVnd: e.heldVnd,
        refundedVnd: e.refundedVnd,
        blocksProcessing: e.blocksProcessing,
        expiresAt: e.expiresAt,
      },
      milestones: zd(e),
      entries: Xh(e),
    }),
  };
var Tr = h().regex(/^[a-z]{1,20}$/),
  Yh = _({ role: Tr, field: h().regex(/^[A-Za-z0-9]{1,60}$/) }),
  Id = _({
    signatures: Pe(Yh)
      .min(1)
      .max(8)
      .refine((e) => new Set(e.map(({ role: t }) => t)).size === e.length, 'a role signs once'),
  }),
  $d = { signatures: [{ role: 'agency', field: 'AgencySeal' }] };
var nt = h().regex(/^[0-9a-f]{64}$/),
  ot = h().min(1).max(200),
  Qh = _({
    kind: x('intended'),
    dossierCode: ce,
    agencyCode: X,
    receivingAgencyCode: X.optional(),
    documentNumber: h(),
    title: h(),
    issuedOn: oo,
    finishes: L(),
    verificationCode: h().regex(/^[0-9a-z]{16,64}$/),
    plan: Id.default($d),
  }),
  eg = _({ kind: x('issue_requested'), uploadVersionId: ot, requestedAt: w, fileId: h().regex(/^[0-9a-f]{32}$/) }),
  tg = _({
    kind: x('signature_asked'),
    role: Tr,
    uploadVersionId: ot,
    signature: nt,
    signerFingerprint: nt,
    askedAt: w,
  }),
  rg = _({ kind: x('signature_made'), role: Tr, uploadVersionId: ot, order: nt, value: Kc().max(2e3), madeAt: w }),
  ng = _({
    kind: x('revision'),
    n: P().positive(),
    level: h().regex(/^B-[A-Z]{1,3}$/),
    sha256: nt,
    bytes: P().positive(),
    objectKey: h().min(1).max(300),
    objectVersionId: h().max(200),
    uploadVersionId: ot,
    registeredAt: w,
  }),
  og = _({
    kind: x('issued'),
    sha256: nt,
    bytes: P().positive(),
    objectKey: h().min(1).max(300),
    objectVersionId: h().max(200),
    uploadVersionId: ot,
    signerFingerprint: nt,
    issuedAt: w,
  }),
  sg = _({
    kind: x('refused'),
    uploadVersionId: ot.optional(),
    reason: h().min(1).max(60),
    detail: h().max(1e3),
    refusedAt: w,
  }),
  ig = _({ kind: x('replaced'), byResultId: h().min(1).max(64), replacedAt: w }),
  ag = _({ kind: x('revoked'), decisionNumber: h(), reason: h(), revokedAt: w }),
  Od = W('kind', [Qh, eg, tg, rg, ng, og, sg, ig, ag]),
  st = (e) => {
    switch (e.kind) {
      case 'intended':
        return 'FACT#intent';
      case 'issue_requested':
        return `FACT#issue#${e.uploadVersionId}`;
      case 'signature_asked':
        return `FACT#signature#${e.role}#asked#${e.signature}`;
      case 'signature_made':
        return `FACT#signature#${e.role}#made#${e.order}`;
      case 'revision':
        return `FACT#revision#${e.n}`;
      case 'issued':
        return 'FACT#issued';
      case 'refused':
        return `FACT#refused#${e.uploadVersionId ?? 'none'}`;
      case 'replaced':
        return 'FACT#replaced';
      case 'revoked':
        return 'FACT#revoked';
    }
  },
  Td = (e) => {
    switch (e.kind) {
      case 'intended': {
        const { kind: t, dossierCode: r, documentNumber: n, title: o, issuedOn: s, finishes: i } = e;
        return { kind: t, dossierCode: r, documentNumber: n, title: o, issuedOn: s, finishes: i };
      }
      case 'signature_asked':
      case 'signature_made':
        return { kind: e.kind, role: e.role };
      case 'revision':
      case 'issued':
        return { kind: e.kind, objectKey: e.objectKey, sha256: e.sha256 };
      case 'refused':
        return { kind: e.kind, reason: e.reason };
      case 'issue_requested':
        return { kind: e.kind };
      case 'replaced':
        return { kind: e.kind, byResultId: e.byResultId };
      case 'revoked':
        return { kind: e.kind, decisionNumber: e.decisionNumber };
    }
  };
var Pd = (e) => {
  const { resultId: t, intended: r, attempts: n, issued: o, replaced: s, revoked: i } = e,
    a = { dossierCode: r.dossierCode, agencyCode: r.agencyCode, resultId: t },
    c = (d) => `result:${t}:${d}`,
    u = n.flatMap(({ request: d }) =>
      d
        ? [
            {
              id: c(`issue:${d.uploadVersionId}`),
              type: 'result.issue_requested',
              at: d.requestedAt,
              data: { ...a, uploadVersionId: d.uploadVersionId },
            },
          ]
        : [],
    );
  return (
    o &&
      (u.push({ id: c('issued'), type: 'result.issued', at: o.registeredAt, data: { ...a, finishes: r.finishes } }),
      s && u.push({ id: c('replaced'), type: 'result.replaced', at: s.replacedAt, data: a }),
      i && u.push({ id: c('revoked'), type: 'result.revoked', at: i.revokedAt, data: a })),
    u
  );
};
var de = (e) => (t) => t.kind === e,
  cg = (e) => {
    const t = e.filter(de('issue_requested')),
      r = e.filter(de('refused'));
    return [...new Set([...t, ...r].map(({ uploadVersionId: o }) => o))]
      .map((o) => {
        const s = t.find((a) => a.uploadVersionId === o),
          i = r.find((a) => a.uploadVersionId === o);
        return { uploadVersionId: o, at: s?.requestedAt ?? i?.refusedAt ?? 0, request: s, refusal: i };
      })
      .sort((o, s) => o.at - s.at || ((o.uploadVersionId ?? '') < (s.uploadVersionId ?? '') ? -1 : 1));
  },
  ug = ({ kind: e, signerFingerprint: t, issuedAt: r, ...n }) => ({ ...n, n: 1, level: 'B-B', registeredAt: r }),
  dg = (e, { plan: t }) => {
    const r = e.filter(de('revision')).map(({ kind: c, ...u }) => u),
      n = e.find(de('issued')),
      s = (n && !r.some(({ n: c }) => c === 1) ? [ug(n), ...r] : r)
        .sort((c, u) => c.n - u.n)
        .filter(({ n: c }, u) => c === u + 1),
      i = e.filter(de('signature_made'));
    return t.signatures.every(({ role: c }) =>
      i.some((u) => u.role === c && u.uploadVersionId === s[0]?.uploadVersionId),
    ) || n
      ? s
      : [];
  },
  lg = (e) => {
    if (e.issued) return e.revoked ? 'revoked' : e.replaced ? 'replaced' : 'issued';
    const t = e.attempts.at(-1);
    return t ? (t.refusal ? 'refused' : 'signing') : 'awaiting_upload';
  },
  Ed = (e, t) => (st(e) < st(t) ? -1 : 1),
  Cd = (e, t) => {
    const r = [...new Map(t.map((i) => [st(i), i])).values()],
      n = r.find(de('intended'));
    if (!n) return;
    const o = dg(r, n),
      s = {
        resultId: e,
        intended: n,
        attempts: cg(r),
        asked: r.filter(de('signature_asked')).sort(Ed),
        made: r.filter(de('signature_made')).sort(Ed),
        revisions: o,
        issued: o.at(0),
        current: o.at(-1),
        replaced: r.find(de('replaced')),
        revoked: r.find(de('revoked')),
      };
    return { ...s, state: lg(s) };
  };
var fg = (e) => `DOS#${e}`,
  Rd = {
    capability: 'results',
    prefix: 'RES',
    foldVersion: 2,
    schema: Od,
    key: st,
    meaning: Td,
    fold: (e, t) =>
      Cd(
        e,
        t.map(({ fact: r }) => r),
      ),
    project: (e) => ({
      document: {
        resultId: e.resultId,
        dossierCode: e.intended.dossierCode,
        agencyCode: e.intended.agencyCode,
        state: e.state,
        issuedOn: e.intended.issuedOn,
      },
      milestones: Pd(e),
      entries: {
        dossier: { document: {}, list: { pk: fg(e.intended.dossierCode), sk: `${e.intended.issuedOn}#${e.resultId}` } },
      },
    }),
  };
import { createHash as pg } from 'node:crypto';
var le = (e) =>
    Array.isArray(e)
      ? `[${e.map(le).join(',')}]`
      : e !== null && typeof e == 'object'
        ? `{${Object.entries(e)
            .filter(([, r]) => r !== void 0)
            .sort(([r], [n]) => (r < n ? -1 : 1))
            .map(([r, n]) => `${JSON.stringify(r)}:${le(n)}`)
            .join(',')}}`
        : (JSON.stringify(e) ?? 'null'),
  zo = (e) => pg('sha256').update(le(e)).digest('hex');
var mg = 64,
  hg = 4,
  Nd = async (e, t, r) => {
    const { fact: n, ...o } = t,
      s = t.sk.startsWith('CARD#') ? o : { ...o, fact: n },
      i = Number.parseInt(r.slice(0, 8), 16);
    for (let a = 0; a < hg; a += 1) {
      const c = ue((i + a) % mg, 2),
        u = await e.putIfAbsent({ ...s, pk: `CONFLICT#${t.pk}`, sk: c, key: t.sk, digest: r });
      if (!u || (u.key === t.sk && u.digest === r)) return;
    }
  };
var Md = { pk: 'EPOCH', sk: 'EPOCH' },
  gg = 6e4,
  Dd = (e, t) => {
    let r;
    return () => {
      if (r && t() < r.until) return r.epoch;
      const n = e.get(Md.pk, Md.sk).then((s) => s?.epoch ?? 0),
        o = { epoch: n, until: t() + gg };
      return (
        (r = o),
        n.catch(() => {
          r === o && (r = void 0);
        }),
        n
      );
    };
  };
var Pr = (e, t) => {
    if (t?.sk !== 'HEAD' || !t.pk.startsWith(`${e.prefix}#`)) return;
    const { pk: r, sk: n, ...o } = t,
      { number: s = 0, entries: i = {}, ...a } = o;
    return { ...a, number: s, entries: i, id: r.slice(e.prefix.length + 1) };
  },
  Ld = (e, { id: t, ...r }) => ({ pk: e, sk: 'HEAD', ...r }),
  Zd = (e, t, { id: r, foldVersion: n, epoch: o }) => {
    const s = (e?.version ?? 0) + 1,
      i = Tu(o, s),
      a = e !== void 0 && e.foldVersion > n,
      c = e !== void 0 && Pt(e.number) < o,
      u = (b, y, v) => {
        const C = {};
        for (const J of new Set([...Object.keys(b), ...Object.keys(y)])) {
          const { number: re, ...$ } = b[J] ?? { number: i },
            O = y[J] ?? (a ? $ : v($)),
            Y = !c && J in b && le(O) === le($);
          C[J] = { ...O, number: Y ? re : i };
        }
        return C;
      },
      d = u(e?.milestones ?? {}, Object.fromEntries(t.milestones.map(({ id: b, ...y }) => [b, y])), (b) => ({
        ...b,
        withdrawn: !0,
      })),
      l = u(e?.entries ?? {}, t.entries, () => ({})),
      f = a ? { ...e.document, ...t.document } : t.document,
      p = {
        id: r,
        version: s,
        number: i,
        foldVersion: Math.max(n, e?.foldVersion ?? 0),
        document: f,
        milestones: d,
        entries: l,
      };
    return e === void 0 ||
      c ||
      p.foldVersion !== e.foldVersion ||
      le(f) !== le(e.document) ||
      [...Object.values(d), ...Object.values(l)].some((b) => b.number === i)
      ? p
      : e;
  },
  Ao = (e, t = e.number) =>
    Object.entries(e.milestones)
      .filter(([, { number: r }]) => r >= t)
      .map(([r, { type: n, at: o, data: s, number: i, withdrawn: a }]) => ({
        id: r,
        type: a ? `${n}${Cu}` : n,
        at: o,
        data: s,
        number: i,
      }))
      .sort((r, n) => r.at - n.at),
  Fd = (e, t, r = t.number) =>
    Object.entries(t.entries)
      .filter(([, { number: n }]) => n >= r)
      .map(([n, { document: o, list: s, timer: i, number: a }]) => ({
        pk: e,
        sk: `ENTRY#${n}`,
        number: a,
        ...(o ? { document: o } : {}),
        ...(s ? { listPk: s.pk, listSk: s.sk } : {}),
        ...(i ? { timerPk: i.pk, timerSk: i.sk } : {}),
      }));
var be = class extends Error {
  pk;
  constructor(t, r) {
    super(`${t}: ${r}`), (this.name = 'ParkedAggregate'), (this.pk = t);
  }
};
var Io = (e) =>
    typeof e == 'string'
      ? vu(e).trim()
      : e === null || typeof e != 'object'
        ? e
        : Array.isArray(e)
          ? e.map(Io)
          : Object.fromEntries(Object.entries(e).map(([t, r]) => [t, Io(r)])),
  yg = (e) => e.sk.startsWith('FACT#') || e.sk.startsWith('CARD#'),
  it = (e, t) => `${e.prefix}#${t}`,
  bg = { recordedBy: 'system', requestId: 'fold' },
  Vd = 20,
  Ud = (e, t, r) => {
    const n = (l, f) => {
        const p = f.filter(yg);
        if (p.length > 500) throw new be(l, `more than ${500} facts`);
        return p.map((g) => {
          const b = e.schema.safeParse(g.fact);
          if (!b.success) throw new be(l, `unknown fact under ${g.sk}`);
          return {
            fact: b.data,
            key: g.sk,
            recordedAt: g.recordedAt,
            recordedBy: g.recordedBy,
            requestId: g.requestId,
          };
        });
      },
      o = (l, f, p, g) => {
        const b = e.schema.safeParse(f);
        if (!b.success) throw new TypeError(`a ${f.kind} fact is not of the book: ${b.error.message}`);
        const y = Buffer.byteLength(JSON.stringify(f));
        if (y > 8192) throw new RangeError(`a fact of ${y} bytes is over ${8192}`);
        return {
          pk: it(e, l),
          sk: e.key(f),
          digest: p,
          fact: f,
          recordedAt: r(),
          recordedBy: g.recordedBy,
          requestId: g.requestId,
        };
      },
      s = async (l, f) =>
        f.length === 0
          ? ((await t.putIfAbsent(l)) ?? 'kept')
          : (await t.transact([l, ...f].map((g) => ({ put_absent: g })))).length === 0
            ? 'kept'
            : t.get(l.pk, l.sk),
      i = (l, f, p) => {
        if (l === void 0 || l.digest === p) return l !== void 0;
        const g = e.schema.safeParse(l.fact),
          b = (y) => le(Io(e.meaning(y)));
        return g.success && b(g.data) === b(f);
      },
      a = (l, f) => {
        try {
          return f();
        } catch (p) {
          throw new be(l, `its fold throws: ${p instanceof Error ? p.message : String(p)}`);
        }
      },
      c = (l, f) => {
        const p = it(e, l),
          g = n(p, f);
        return g.length === 0 ? void 0 : a(p, () => e.fold(l, g));
      },
      u = Dd(t, r),
      d = async (l, f) => {
        const p = it(e, l);
        for (let g = 0; g < Vd; g += 1) {
          const b = await t.partition(p),
            y = c(l, b.toReversed());
          if (!y) return;
          const v = Pr(
            e,
            b.find(({ sk: $ }) => $ === 'HEAD'),
          );
          if (!f(v)) return { state: y, head: v };
          const C = a(p, () => e.follows?.(y) ?? []);
          for (const $ of C) await t.putIfAbsent(o(l, $, zo(e.meaning($)), bg));
          if (C.length > 0) continue;
          const J = a(p, () => e.project(y)),
            re = Zd(v, J, { id: l, foldVersion: e.foldVersion, epoch: await u() });
          if (re === v || (await t.putIfVersion(Ld(p, re), v?.version))) return { state: y, head: re };
        }
        throw new Error(`${p}: the head was replaced by others ${Vd} times in a row`);
      };
    return {
      async record(l, f, p, g = []) {
        const b = zo(e.meaning(f)),
          y = o(l, f, b, p),
          v = (e.besides?.(f) ?? []).map((J) => o(l, J, b, p)),
          C = await s(y, [...v, ...g]);
        return C === 'kept' ? 'recorded' : i(C, f, b) ? 'repeated' : (await Nd(t, y, b), 'conflict');
      },
      async facts(l) {
        const f = it(e, l);
        return n(f, await t.query(f));
      },
      async state(l) {
        return c(l, await t.query(it(e, l)));
      },
      async stateOnHead(l) {
        return (await d(l, (p) => p === void 0 || p.foldVersion <= e.foldVersion))?.state;
      },
      async refold(l) {
        return (await d(l, () => !0))?.head;
      },
      async place(l, f) {
        await Promise.all(Fd(it(e, l.id), l, f).map((p) => t.putOver(p)));
      },
    };
  };
var Er = class e {
  value;
  constructor(t) {
    typeof t == 'object' && 'N' in t ? (this.value = String(t.N)) : (this.value = String(t));
    const r = typeof t.valueOf() == 'number' ? t.valueOf() : 0;
    if (r > Number.MAX_SAFE_INTEGER || r < Number.MIN_SAFE_INTEGER || Math.abs(r) === 1 / 0 || Number.isNaN(r))
      throw new Error(`NumberValue should not be initialized with an imprecise number=${r}. Use a string instead.`);
  }
  static from(t) {
    return new e(t);
  }
  toAttributeValue() {
    return { N: this.toString() };
  }
  toBigInt() {
    const t = this.toString();
    return BigInt(t);
  }
  toString() {
    return String(this.value);
  }
  valueOf() {
    return this.toString();
  }
};
var Ct = (e, t) => {
    for (const [r, n] of Object.entries(e))
      if (n !== void 0)
        switch (r) {
          case 'NULL':
            return null;
          case 'BOOL':
            return !!n;
          case 'N':
            return Kd(n, t);
          case 'B':
            return Gd(n);
          case 'S':
            return Wd(n);
          case 'L':
            return _g(n, t);
          case 'M':
            return vg(n, t);
          case 'NS':
            return new Set(n.map((o) => Kd(o, t)));
          case 'BS':
            return new Set(n.map(Gd));
          case 'SS':
            return new Set(n.map(Wd));
          default:
            throw new Error(`Unsupported type passed: ${r}`);
        }
    throw new Error(`No value defined: ${JSON.stringify(e)}`);
  },
  Kd = (e, t) => {
    if (typeof t?.wrapNumbers == 'function') return t?.wrapNumbers(e);
    if (t?.wrapNumbers) return Er.from(e);
    const r = Number(e),
      n = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    if ((r > Number.MAX_SAFE_INTEGER || r < Number.MIN_SAFE_INTEGER) && !n.includes(r))
      if (typeof BigInt == 'function')
        try {
          return BigInt(e);
        } catch {
          throw new Error(`${e} can't be converted to BigInt. Set options.wrapNumbers to get string value.`);
        }
      else throw new Error(`${e} is outside SAFE_INTEGER bounds. Set options.wrapNumbers to get string value.`);
    return r;
  },
  Wd = (e) => e,
  Gd = (e) => e,
  _g = (e, t) => e.map((r) => Ct(r, t)),
  vg = (e, t) => Object.entries(e).reduce((r, [n, o]) => ((r[n] = Ct(o, t)), r), {});
var $o = (e, t) => (t?.convertWithoutMapWrapper ? Ct(e, t) : Ct({ M: e }, t));
var Oo = { PRETTY: 4, COMPACT: 0 };
var A = { TRACE: 6, DEBUG: 8, INFO: 12, WARN: 16, ERROR: 20, CRITICAL: 24, SILENT: 28 },
  Jd = ['level', 'message', 'sampling_rate', 'service', 'timestamp'],
  Hd = 'Uncaught error detected, flushing log buffer before exit';
var Ae = {
    REQUEST_ID: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
    X_RAY_TRACE_ID: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
    TENANT_ID: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
    TRACEPARENT: Symbol.for('_AWS_LAMBDA_TRACEPARENT'),
    TRACESTATE: Symbol.for('_AWS_LAMBDA_TRACESTATE'),
    BAGGAGE: Symbol.for('_AWS_LAMBDA_BAGGAGE'),
  },
  To = ['true', '1'].includes(process.env?.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '');
To || (globalThis.awslambda = globalThis.awslambda || {});
var Cr = class {
    static PROTECTED_KEYS = Ae;
    isProtectedKey(t) {
      return Object.values(Ae).includes(t);
    }
    getRequestId() {
      return this.get(Ae.REQUEST_ID) ?? '-';
    }
    getXRayTraceId() {
      return this.get(Ae.X_RAY_TRACE_ID);
    }
    getTenantId() {
      return this.get(Ae.TENANT_ID);
    }
    getTraceparent() {
      return this.get(Ae.TRACEPARENT);
    }
    getTracestate() {
      return this.get(Ae.TRACESTATE);
    }
    getBaggage() {
      return this.get(Ae.BAGGAGE);
    }
  },
  Po = class extends Cr {
    currentContext;
    getContext() {
      return this.currentContext;
    }
    hasContext() {
      return this.currentContext !== void 0;
    }
    get(t) {
      return this.currentContext?.[t];
    }
    set(t, r) {
      if (this.isProtectedKey(t)) throw new Error(`Cannot modify protected Lambda context field: ${String(t)}`);
      (this.currentContext = this.currentContext || {}), (this.currentContext[t] = r);
    }
    run(t, r) {
      return (this.currentContext = t), r();
    }
  },
  Eo = class e extends Cr {
    als;
    static async create() {
      const t = new e(),
        r = await import('node:async_hooks');
      return (t.als = new r.AsyncLocalStorage()), t;
    }
    getContext() {
      return this.als.getStore();
    }
    hasContext() {
      return this.als.getStore() !== void 0;
    }
    get(t) {
      return this.als.getStore()?.[t];
    }
    set(t, r) {
      if (this.isProtectedKey(t)) throw new Error(`Cannot modify protected Lambda context field: ${String(t)}`);
      const n = this.als.getStore();
      if (!n) throw new Error('No context available');
      n[t] = r;
    }
    run(t, r) {
      return this.als.run(t, r);
    }
  },
  qd;
((e) => {
  let t = null;
  async function r(n) {
    return (
      t ||
        (t = (async () => {
          const s = n === !0 || 'AWS_LAMBDA_MAX_CONCURRENCY' in process.env ? await Eo.create() : new Po();
          return !To && globalThis.awslambda?.InvokeStore
            ? globalThis.awslambda.InvokeStore
            : (!To && globalThis.awslambda && (globalThis.awslambda.InvokeStore = s), s);
        })()),
      t
    );
  }
  (e.getInstanceAsync = r),
    (e._testing =
      process.env.AWS_LAMBDA_BENCHMARK_MODE === '1'
        ? {
            reset: () => {
              (t = null),
                globalThis.awslambda?.InvokeStore && delete globalThis.awslambda.InvokeStore,
                (globalThis.awslambda = { InvokeStore: void 0 });
            },
          }
        : void 0);
})(qd || (qd = {}));
var Co = 'AWS_LAMBDA_INITIALIZATION_TYPE',
  Xd = 'AWS_LAMBDA_MAX_CONCURRENCY',
  Yd = 'POWERTOOLS_DEV',
  Qd = 'POWERTOOLS_SERVICE_NAME',
  el = '_X_AMZN_TRACE_ID';
var V = ({ key: e, defaultValue: t, errorMessage: r }) => {
    const n = process.env[e];
    if (n === void 0) {
      if (t !== void 0) return t;
      throw r ? new Error(r) : new Error(`Environment variable ${e} is required`);
    }
    return n.trim();
  },
  tl = ({ key: e, defaultValue: t, errorMessage: r }) => {
    const n = V({ key: e, defaultValue: String(t), errorMessage: r }),
      o = Number(n);
    if (Number.isNaN(o)) throw new TypeError(`Environment variable ${e} must be a number`);
    return o;
  },
  xg = new Set(['1', 'y', 'yes', 't', 'true', 'on']),
  kg = new Set(['0', 'n', 'no', 'f', 'false', 'off']),
  Rt = ({ key: e, defaultValue: t, errorMessage: r, extendedParsing: n }) => {
    const s = V({ key: e, defaultValue: String(t), errorMessage: r }).toLowerCase();
    if (n) {
      if (xg.has(s)) return !0;
      if (kg.has(s)) return !1;
    }
    if (s !== 'true' && s !== 'false') throw new Error(`Environment variable ${e} must be a boolean`);
    return s === 'true';
  },
  Le = () => {
    try {
      return Rt({ key: Yd, extendedParsing: !0 });
    } catch {
      return !1;
    }
  };
var rl = () => V({ key: Qd, defaultValue: '' }),
  Sg = () => {
    const e = globalThis.awslambda?.InvokeStore?.getXRayTraceId() ?? V({ key: el, defaultValue: '' });
    if (e === '') return;
    if (!e.includes('=')) return { Root: e };
    const t = {};
    for (const r of e.split(';')) {
      const [n, o] = r.split('=');
      t[n] = o;
    }
    return t;
  };
var E = () => V({ key: Xd, defaultValue: '' }) !== '',
  Nt = () => Sg()?.Root;
var Mt = class {
  #e = !1;
  formatError(t) {
    const { name: r, message: n, stack: o, cause: s, ...i } = t,
      a = {
        name: r,
        location: this.getCodeLocation(t.stack),
        message: n,
        stack:
          Le() && typeof o == 'string'
            ? o?.split(`
`)
            : o,
        cause: s instanceof Error ? this.formatError(s) : s,
      };
    for (const c in t) typeof c == 'string' && !['name', 'message', 'stack', 'cause'].includes(c) && (a[c] = i[c]);
    return a;
  }
  formatTimestamp(t) {
    const n = V({ key: 'TZ', defaultValue: '' });
    return n && !n.includes('UTC') ? this.#s(t, n) : t.toISOString();
  }
  getCodeLocation(t) {
    if (!t) return '';
    const r = t.split(`
`),
      n = /\(([^()]*?):(\d+?):(\d+?)\)\\?$/;
    for (const o of r) {
      const s = n.exec(o);
      if (Array.isArray(s)) return `${s[1]}:${Number(s[2])}`;
    }
    return '';
  }
  #t = (t) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: t }), t;
    } catch {
      return (
        this.#e || ((this.#e = !0), console.warn(`Invalid or unresolvable time zone: "${t}" - falling back to UTC.`)),
        'UTC'
      );
    }
  };
  #r = (t) => {
    const r = '2-digit';
    return new Intl.DateTimeFormat('en', {
      hourCycle: 'h23',
      year: 'numeric',
      month: r,
      day: r,
      hour: r,
      minute: r,
      second: r,
      timeZone: t,
    });
  };
  #s(t, r) {
    const n = this.#t(r),
      {
        year: o,
        month: s,
        day: i,
        hour: a,
        minute: c,
        second: u,
      } = this.#r(n)
        .formatToParts(t)
        .reduce((v, C) => ((v[C.type] = C.value), v), {}),
      d = `${o}-${s}-${i}T${a}:${c}:${u}`,
      l = n === r ? -t.getTimezoneOffset() : 0,
      f = l >= 0 ? '+' : '-',
      p = Math.abs(Math.floor(l / 60))
        .toString()
        .padStart(2, '0'),
      g = Math.abs(l % 60)
        .toString()
        .padStart(2, '0'),
      b = t.getMilliseconds().toString().padStart(3, '0'),
      y = `${f}${p}:${g}`;
    return `${d}.${b}${y}`;
  }
};
var Rr = '2.35.0';
var dS = process.env.AWS_EXECUTION_ENV || 'NA';
var wg = new Set(['__proto__', 'constructor']),
  Dt = (e) => {
    if (typeof e != 'object' || e === null) return !1;
    const t = Object.getPrototypeOf(e);
    return t === Object.prototype || t === null;
  },
  zg = (e, t) => {
    if (Dt(e)) {
      const r = {};
      return t.push(e), Lt(r, e, t), t.pop(), { skip: !1, value: r };
    }
    if (Array.isArray(e)) {
      if (t.includes(e)) return { skip: !0 };
      const r = [];
      return t.push(e), Nr(r, e, t), t.pop(), { skip: !1, value: r };
    }
    return { skip: !1, value: e };
  },
  Ag = (e, t, r, n) => {
    const o = e[t],
      s = Dt(r);
    if (!(s && n.includes(r))) {
      if (s && Dt(o)) {
        n.push(r), Lt(o, r, n), n.pop();
        return;
      }
      if (Array.isArray(r) && Array.isArray(o)) {
        n.includes(r) || (n.push(r), Nr(o, r, n), n.pop());
        return;
      }
      if (r !== void 0 || o === void 0) {
        const i = zg(r, n);
        i.skip || (e[t] = i.value);
      }
    }
  },
  Nr = (e, t, r) => {
    for (let n = 0; n < t.length; n++) Ag(e, n, t[n], r);
  },
  Ig = (e, t, r, n, o) => {
    if (!Array.isArray(n)) {
      const s = [];
      Nr(s, r, o), (e[t] = s);
      return;
    }
    Nr(n, r, o);
  },
  $g = (e, t, r, n, o) => {
    if (Dt(n)) {
      Lt(n, r, o);
      return;
    }
    const s = {};
    Lt(s, r, o), (e[t] = s);
  },
  Lt = (e, t, r) => {
    for (const n of Object.keys(t)) {
      if (wg.has(n)) continue;
      const o = t[n],
        s = e[n];
      if (Array.isArray(o)) {
        if (r.includes(o)) continue;
        r.push(o), Ig(e, n, o, s, r), r.pop();
        continue;
      }
      if (Dt(o)) {
        if (r.includes(o)) continue;
        r.push(o), $g(e, n, o, s, r), r.pop();
        continue;
      }
      (o !== void 0 || s === void 0) && (e[n] = o);
    }
  },
  _e = (e, ...t) => {
    const r = [e];
    for (const n of t) n != null && (r.push(n), Lt(e, n, r), r.pop());
    return e;
  };
var Mr = 'powertools-for-aws',
  nl = `${Mr}.tracer`,
  ol = `${Mr}.metrics`,
  sl = `${Mr}.logger`,
  il = `${Mr}.idempotency`;
var at = (e) => typeof e == 'string',
  Dr = (e) => typeof e == 'number',
  Zt = (e) => Dr(e) && Number.isInteger(e);
var al = (e) => Object.is(e, null),
  Lr = (e) => al(e) || Object.is(e, void 0),
  ct = (e) => !!(Lr(e) || !at(e) || e.trim().length === 0);
var Ze = class {
  #e;
  coldStart = !0;
  defaultServiceName = 'service_undefined';
  constructor() {
    (this.#e = this.getInitializationType()), this.#e !== 'on-demand' && (this.coldStart = !1);
  }
  getInitializationType() {
    const t = process.env[Co]?.trim();
    return t === 'on-demand' ? 'on-demand' : t === 'provisioned-concurrency' ? 'provisioned-concurrency' : 'unknown';
  }
  getColdStart() {
    return this.#e !== 'on-demand' ? !1 : this.coldStart ? ((this.coldStart = !1), !0) : !1;
  }
  isValidServiceName(t) {
    return typeof t == 'string' && t.trim().length > 0;
  }
};
var Og = process.env.AWS_EXECUTION_ENV || 'NA';
if (!process.env.AWS_SDK_UA_APP_ID?.includes('/PTEnv/')) {
  const e = `PT/NO-OP/${Rr}/PTEnv/${Og}`;
  process.env.AWS_SDK_UA_APP_ID = process.env.AWS_SDK_UA_APP_ID ? `${process.env.AWS_SDK_UA_APP_ID}/${e}` : e;
}
var ut = class {
  attributes = {};
  constructor(t) {
    this.setAttributes(t.attributes);
  }
  addAttributes(t) {
    return _e(this.attributes, t), this;
  }
  getAttributes() {
    return this.attributes;
  }
  prepareForPrint() {
    this.attributes = this.removeEmptyKeys(this.getAttributes());
  }
  removeEmptyKeys(t) {
    const r = {};
    for (const n in t) t[n] !== void 0 && t[n] !== '' && t[n] !== null && (r[n] = t[n]);
    return r;
  }
  setAttributes(t) {
    this.attributes = t;
  }
};
import { Console as Tg } from 'node:console';
import { randomInt as Pg } from 'node:crypto';
var Zr = class extends Mt {
  #e;
  constructor(t) {
    super(), (this.#e = t?.logRecordOrder);
  }
  formatAttributes(t, r) {
    const n = {
      level: t.logLevel,
      message: t.message,
      timestamp: this.formatTimestamp(t.timestamp),
      service: t.serviceName,
      cold_start: t.lambdaContext?.coldStart,
      function_arn: t.lambdaContext?.invokedFunctionArn,
      function_memory_size: t.lambdaContext?.memoryLimitInMB,
      function_name: t.lambdaContext?.functionName,
      function_request_id: t.lambdaContext?.awsRequestId,
      sampling_rate: t.sampleRateValue,
      xray_trace_id: t.xRayTraceId,
      tenant_id: t.lambdaContext?.tenantId,
    };
    if (this.#e === void 0) return new ut({ attributes: n }).addAttributes(r);
    const o = {};
    for (const i of this.#e) i in n && !(i in o) ? (o[i] = n[i]) : i in r && !(i in o) && (o[i] = r[i]);
    for (const i in n) i in o || (o[i] = n[i]);
    for (const i in r) i in o || (o[i] = r[i]);
    return new ut({ attributes: o });
  }
};
var Fr = class {
  #e = Symbol('powertools.logger.temporaryAttributes');
  #t = Symbol('powertools.logger.keys');
  #r = Symbol('powertools.logger.lambdaContext');
  #s = {};
  #n = new Map();
  #a = {};
  #i;
  #o() {
    if (!E()) return this.#s;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#e);
    return r == null && ((r = {}), t.set(this.#e, r)), r;
  }
  #c() {
    if (!E()) return this.#n;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#t);
    return r == null && ((r = new Map()), t.set(this.#t, r)), r;
  }
  appendTemporaryKeys(t) {
    const r = this.#o();
    _e(r, t);
    const n = this.#c();
    for (const o of Object.keys(t)) n.set(o, 'temp');
  }
  removeTemporaryKeys(t) {
    const r = this.#o(),
      n = this.#c();
    for (const o of t) (r[o] = void 0), this.#a[o] ? n.set(o, 'persistent') : n.delete(o);
  }
  getTemporaryAttributes() {
    return { ...this.#o() };
  }
  clearTemporaryAttributes() {
    const t = this.#o(),
      r = this.#c();
    for (const n of Object.keys(t)) this.#a[n] ? r.set(n, 'persistent') : r.delete(n);
    if (!E()) {
      this.#s = {};
      return;
    }
    globalThis.awslambda.InvokeStore?.set(this.#e, {});
  }
  setLambdaContext(t) {
    if (!E()) {
      this.#i = t;
      return;
    }
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    globalThis.awslambda.InvokeStore.set(this.#r, t);
  }
  getLambdaContext() {
    return E() ? globalThis.awslambda?.InvokeStore?.get(this.#r) : this.#i;
  }
  setPersistentAttributes(t) {
    const r = this.#c();
    this.#a = { ...t };
    for (const n of Object.keys(t)) r.set(n, 'persistent');
  }
  getPersistentAttributes() {
    return { ...this.#a };
  }
  getAllAttributes() {
    const t = {},
      r = this.#o(),
      n = this.#c();
    for (const [o, s] of Object.entries(this.#a)) s !== void 0 && (t[o] = s);
    for (const [o, s] of n.entries()) s === 'temp' && r[o] !== void 0 && (t[o] = r[o]);
    return t;
  }
  removePersistentKeys(t) {
    const r = this.#c(),
      n = this.#o();
    for (const o of t) (this.#a[o] = void 0), n[o] ? r.set(o, 'temp') : r.delete(o);
  }
};
var Ro = class {
    value;
    logLevel;
    byteSize;
    constructor(t, r) {
      if (!at(t)) throw new Error('Value should be a string');
      (this.value = t), (this.logLevel = r), (this.byteSize = Buffer.byteLength(t));
    }
  },
  No = class extends Set {
    currentBytesSize = 0;
    hasEvictedLog = !1;
    add(t) {
      return (this.currentBytesSize += t.byteSize), super.add(t), this;
    }
    delete(t) {
      const r = super.delete(t);
      return r && (this.currentBytesSize -= t.byteSize), r;
    }
    clear() {
      super.clear(), (this.currentBytesSize = 0);
    }
    shift() {
      const t = this.values().next().value;
      return t && this.delete(t), t;
    }
  },
  Ft = class extends Map {
    #e;
    #t;
    constructor({ maxBytesSize: t, onBufferOverflow: r }) {
      super(), (this.#e = t), (this.#t = r);
    }
    setItem(t, r, n) {
      const o = new Ro(r, n);
      if (o.byteSize > this.#e) throw new Error('Item too big');
      const s = this.get(t) || new No();
      return (
        s.currentBytesSize !== 0 && s.currentBytesSize + o.byteSize >= this.#e && (this.#r(s, o), this.#t && this.#t()),
        s.add(o),
        super.set(t, s),
        this
      );
    }
    #r(t, r) {
      for (; t.size !== 0 && t.currentBytesSize + r.byteSize >= this.#e; ) t.shift(), (t.hasEvictedLog = !0);
    }
  };
var jr = class {
  #e = Symbol('powertools.logger.logLevel');
  #t = Symbol('powertools.logger.buffer');
  #r;
  #s;
  #n;
  constructor(t) {
    this.#r = t;
  }
  getLogLevel() {
    if (!E()) return this.#r;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    return globalThis.awslambda.InvokeStore.get(this.#e) ?? this.#r;
  }
  getBaseLogLevel() {
    return this.#r;
  }
  setLogLevel(t) {
    if (E()) {
      if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
      const r = globalThis.awslambda.InvokeStore;
      if (r.hasContext()) {
        r.set(this.#e, t);
        return;
      }
    }
    this.#r = t;
  }
  setBaseLogLevel(t) {
    this.#r = t;
  }
  configureBuffer(t) {
    (this.#s = t), (this.#n = new Ft({ maxBytesSize: t }));
  }
  #a() {
    if (!E()) return this.#n;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#t);
    return r == null && ((r = new Ft({ maxBytesSize: this.#s })), t.set(this.#t, r)), r;
  }
  add(t, r, n) {
    const o = this.#a();
    !E() && o.has(t) === !1 && o.clear(), o.setItem(t, r, n);
  }
  get(t) {
    return this.#a().get(t);
  }
  delete(t) {
    this.#a().delete(t);
  }
};
var jt = class e extends Ze {
  console;
  customConfigService;
  logEvent = !1;
  logFormatter;
  logIndentation = Oo.COMPACT;
  #e;
  powertoolsLogData = { sampleRateValue: 0 };
  #t = new Fr();
  #r = [];
  #s = !1;
  #n = A.INFO;
  #a;
  #i = { enabled: !1, flushOnErrorLog: !0, maxBytes: 20480, bufferAtVerbosity: A.DEBUG };
  #o = new jr(A.INFO);
  #c;
  #u = { sampleRateValue: 0, refreshedTimes: 0 };
  #f = new Map();
  get level() {
    return this.#o.getLogLevel();
  }
  constructor(t = {}) {
    super();
    const { customConfigService: r, ...n } = t;
    (this.customConfigService = r), this.setOptions(n), (this.#s = !0);
    for (const [o, s] of this.#r) this.printLog(o, this.createAndPopulateLogItem(...s));
    this.#r = [];
  }
  addContext(t) {
    this.#t.setLambdaContext({
      invokedFunctionArn: t.invokedFunctionArn,
      coldStart: this.getColdStart(),
      awsRequestId: t.awsRequestId,
      memoryLimitInMB: t.memoryLimitInMB,
      functionName: t.functionName,
      functionVersion: t.functionVersion,
      tenantId: t.tenantId,
    });
  }
  addPersistentLogAttributes(t) {
    this.appendPersistentKeys(t);
  }
  appendKeys(t) {
    this.#m(t, 'temp');
  }
  appendPersistentKeys(t) {
    this.#m(t, 'persistent');
  }
  createChild(t = {}) {
    const r = 'persistentLogAttributes' in t && !('persistentKeys' in t) ? 'persistentLogAttributes' : 'persistentKeys',
      n = this.createLogger(
        _e(
          {},
          {
            logLevel: this.getLevelName(),
            serviceName: this.powertoolsLogData.serviceName,
            sampleRateValue: this.#u.sampleRateValue,
            logFormatter: this.getLogFormatter(),
            customConfigService: this.getCustomConfigService(),
            environment: this.powertoolsLogData.environment,
            [r]: this.#t.getPersistentAttributes(),
            jsonReplacerFn: this.#a,
            correlationIdSearchFn: this.#c,
            ...(this.#i.enabled && {
              logBufferOptions: {
                maxBytes: this.#i.maxBytes,
                bufferAtVerbosity: this.getLogLevelNameFromNumber(this.#i.bufferAtVerbosity),
                flushOnErrorLog: this.#i.flushOnErrorLog,
              },
            }),
          },
          t,
        ),
      ),
      o = this.#t.getLambdaContext();
    o && n.addContext(o);
    const s = this.#t.getTemporaryAttributes();
    return Object.keys(s).length > 0 && n.appendKeys(s), n;
  }
  critical(t, ...r) {
    this.processLogItem(A.CRITICAL, t, r);
  }
  debug(t, ...r) {
    this.processLogItem(A.DEBUG, t, r);
  }
  error(t, ...r) {
    this.processLogItem(A.ERROR, t, r);
  }
  getLevelName() {
    return this.getLogLevelNameFromNumber(this.#o.getLogLevel());
  }
  getLogEvent() {
    return this.logEvent;
  }
  getPersistentLogAttributes() {
    return this.#t.getPersistentAttributes();
  }
  info(t, ...r) {
    this.processLogItem(A.INFO, t, r);
  }
  injectLambdaContext(t) {
    return (r, n, o) => {
      const s = o.value,
        i = this;
      o.value = async function (...a) {
        i.refreshSampleRateCalculation(),
          i.addContext(a[1]),
          i.logEventIfEnabled(a[0], t?.logEvent),
          t?.correlationIdPath && i.setCorrelationId(a[0], t?.correlationIdPath);
        try {
          return await s.apply(this, a);
        } catch (c) {
          throw (t?.flushBufferOnUncaughtError && (i.flushBuffer(), i.error({ message: Hd, error: c })), c);
        } finally {
          (t?.clearState || t?.resetKeys) && i.resetKeys(), i.clearBuffer();
        }
      };
    };
  }
  static injectLambdaContextAfterOrOnError(t, r, n) {
    n && (n.clearState || n?.resetKeys) && t.resetKeys();
  }
  static injectLambdaContextBefore(t, r, n, o) {
    t.addContext(n), t.logEventIfEnabled(r, o?.logEvent);
  }
  logEventIfEnabled(t, r) {
    this.shouldLogEvent(r) && this.info('Lambda invocation event', { event: t });
  }
  refreshSampleRateCalculation() {
    if (this.#u.refreshedTimes === 0) {
      this.#u.refreshedTimes++;
      return;
    }
    this.#h() && this.#o.getLogLevel() > A.TRACE
      ? (this.setLogLevel('DEBUG'), this.debug('Setting log level to DEBUG due to sampling rate'))
      : this.setLogLevel(this.getLogLevelNameFromNumber(this.#n));
  }
  removeKeys(t) {
    this.#t.removeTemporaryKeys(t);
  }
  removePersistentKeys(t) {
    this.#t.removePersistentKeys(t);
  }
  removePersistentLogAttributes(t) {
    this.removePersistentKeys(t);
  }
  resetKeys() {
    this.#t.clearTemporaryAttributes();
  }
  setLogLevel(t) {
    if (!this.awsLogLevelShortCircuit(t))
      if (this.isValidLogLevel(t)) this.#o.setLogLevel(A[t]);
      else throw new Error(`Invalid log level: ${t}`);
  }
  setPersistentLogAttributes(t) {
    const r = this.#p(t);
    this.#t.setPersistentAttributes(r);
  }
  get persistentLogAttributes() {
    return this.#t.getPersistentAttributes();
  }
  shouldLogEvent(t) {
    return typeof t == 'boolean' ? t : this.getLogEvent();
  }
  trace(t, ...r) {
    this.processLogItem(A.TRACE, t, r);
  }
  warn(t, ...r) {
    this.processLogItem(A.WARN, t, r);
  }
  #d(t) {
    this.#f.has(t) || (this.#f.set(t, !0), this.warn(t));
  }
  createLogger(t) {
    return new e(t);
  }
  getJsonReplacer() {
    const t = [],
      r = this.#a,
      n = this.getLogFormatter();
    return function (o, s) {
      let i = s;
      if ((r && (i = r(o, i)), i instanceof Error && (i = n.formatError(i)), typeof i == 'bigint')) return i.toString();
      if (typeof i == 'object' && i !== null) {
        for (; t.length > 0 && t.at(-1) !== this; ) t.pop();
        if (t.includes(i)) return;
        t.push(i);
      }
      return i;
    };
  }
  addToPowertoolsLogData(t) {
    _e(this.powertoolsLogData, t);
  }
  #p(t) {
    const r = {};
    for (const [n, o] of Object.entries(t)) this.#l(n) || (r[n] = o);
    return r;
  }
  #m(t, r) {
    const n = this.#p(t);
    if (r === 'temp') this.#t.appendTemporaryKeys(n);
    else {
      const o = this.#t.getPersistentAttributes();
      this.#t.setPersistentAttributes(_e(o, n));
    }
  }
  awsLogLevelShortCircuit(t) {
    return this.#e !== void 0
      ? (this.#o.setBaseLogLevel(A[this.#e]),
        this.isValidLogLevel(t) &&
          this.#o.getBaseLogLevel() > A[t] &&
          this.#d(
            `Current log level (${t}) does not match AWS Lambda Advanced Logging Controls minimum log level (${this.#e}). This can lead to data loss, consider adjusting them.`,
          ),
        !0)
      : !1;
  }
  createAndPopulateLogItem(t, r, n) {
    const o = {
        logLevel: this.getLogLevelNameFromNumber(t),
        timestamp: new Date(),
        xRayTraceId: Nt(),
        ...this.#_(),
        message: '',
      },
      s = this.#t.getAllAttributes();
    return this.#g(r, o, s), this.#y(n, s), this.getLogFormatter().formatAttributes(o, s);
  }
  #g(t, r, n) {
    if (typeof t == 'string') {
      r.message = t;
      return;
    }
    const { message: o, ...s } = t;
    r.message = o;
    for (const [i, a] of Object.entries(s)) this.#l(i) || (n[i] = a);
  }
  #y(t, r) {
    for (const n of t)
      Lr(n) || (n instanceof Error ? (r.error = n) : typeof n == 'string' ? (r.extra = n) : this.#b(n, r));
  }
  #b(t, r) {
    for (const [n, o] of Object.entries(t)) this.#l(n) || (r[n] = o);
  }
  #h() {
    return this.#u.sampleRateValue && Pg(0, 100) / 100 <= this.#u.sampleRateValue;
  }
  #l(t) {
    return Jd.includes(t) ? (this.warn(`The key "${t}" is a reserved key and will be dropped.`), !0) : !1;
  }
  getCustomConfigService() {
    return this.customConfigService;
  }
  getLogFormatter() {
    return this.logFormatter;
  }
  getLogLevelNameFromNumber(t) {
    let r;
    for (const [n, o] of Object.entries(A))
      if (o === t) {
        r = n;
        break;
      }
    return r;
  }
  #_() {
    const t = this.#t.getLambdaContext();
    return t === void 0 ? this.powertoolsLogData : { ...this.powertoolsLogData, lambdaContext: t };
  }
  isValidLogLevel(t) {
    return typeof t == 'string' && t in A;
  }
  isValidSampleRate(t) {
    return typeof t == 'number' && 0 <= t && t <= 1;
  }
  printLog(t, r) {
    r.prepareForPrint();
    const n = t === A.CRITICAL ? 'error' : this.getLogLevelNameFromNumber(t).toLowerCase();
    this.console[n](JSON.stringify(r.getAttributes(), this.getJsonReplacer(), this.logIndentation));
  }
  processLogItem(t, r, n) {
    this.#i.enabled && this.#i.flushOnErrorLog && t >= A.ERROR && t < A.SILENT && this.flushBuffer();
    const o = Nt();
    if (o !== void 0 && this.shouldBufferLog(o, t)) {
      try {
        this.bufferLogItem(o, this.createAndPopulateLogItem(t, r, n), t);
      } catch (s) {
        this.printLog(A.WARN, this.createAndPopulateLogItem(A.WARN, `Unable to buffer log: ${s.message}`, [s])),
          this.printLog(t, this.createAndPopulateLogItem(t, r, n));
      }
      return;
    }
    t >= this.#o.getLogLevel() &&
      (this.#s ? this.printLog(t, this.createAndPopulateLogItem(t, r, n)) : this.#r.push([t, [t, r, n]]));
  }
  setConsole() {
    Le() ? (this.console = console) : (this.console = new Tg({ stdout: process.stdout, stderr: process.stderr })),
      (this.console.trace = (t, ...r) => {
        this.console.log(t, ...r);
      });
  }
  setInitialLogLevel(t) {
    const r = t?.toUpperCase();
    if (this.awsLogLevelShortCircuit(r)) {
      this.#n = this.#o.getBaseLogLevel();
      return;
    }
    if (this.isValidLogLevel(r)) {
      this.#o.setBaseLogLevel(A[r]), (this.#n = this.#o.getBaseLogLevel());
      return;
    }
    const n = this.getCustomConfigService()?.getLogLevel()?.toUpperCase();
    if (this.isValidLogLevel(n)) {
      this.#o.setBaseLogLevel(A[n]), (this.#n = this.#o.getBaseLogLevel());
      return;
    }
    const o = V({ key: 'POWERTOOLS_LOG_LEVEL', defaultValue: '' }),
      s = V({ key: 'LOG_LEVEL', defaultValue: '' }),
      i = o || s;
    this.isValidLogLevel(i) && (this.#o.setBaseLogLevel(A[i]), (this.#n = this.#o.getBaseLogLevel()));
  }
  setInitialSampleRate(t) {
    const r = t,
      n = this.getCustomConfigService()?.getSampleRateValue(),
      o = tl({ key: 'POWERTOOLS_LOGGER_SAMPLE_RATE', defaultValue: 0 });
    for (const s of [r, n, o])
      if (this.isValidSampleRate(s)) {
        (this.#u.sampleRateValue = s),
          (this.powertoolsLogData.sampleRateValue = s),
          this.#h() &&
            this.#o.getBaseLogLevel() > A.TRACE &&
            (this.setLogLevel('DEBUG'), this.debug('Setting log level to DEBUG due to sampling rate'));
        break;
      }
  }
  setLogEvent() {
    this.logEvent = Rt({ key: 'POWERTOOLS_LOGGER_LOG_EVENT', defaultValue: !1 });
  }
  setLogFormatter(t, r) {
    this.logFormatter = t ?? new Zr({ logRecordOrder: r });
  }
  setLogIndentation() {
    Le() && (this.logIndentation = Oo.PRETTY);
  }
  setOptions(t) {
    const {
      logLevel: r,
      serviceName: n,
      sampleRateValue: o,
      logFormatter: s,
      persistentKeys: i,
      persistentLogAttributes: a,
      environment: c,
      jsonReplacerFn: u,
      logRecordOrder: d,
      logBufferOptions: l,
      correlationIdSearchFn: f,
    } = t;
    a &&
      Object.keys(a).length > 0 &&
      i &&
      Object.keys(i).length > 0 &&
      this.warn(
        'Both persistentLogAttributes and persistentKeys options were provided. Using persistentKeys as persistentLogAttributes is deprecated and will be removed in future releases',
      ),
      this.setPowertoolsLogData(n, c, i || a);
    const p = V({ key: 'AWS_LAMBDA_LOG_LEVEL', defaultValue: '' }),
      g = p === 'FATAL' ? 'CRITICAL' : p;
    return (
      this.isValidLogLevel(g) && (this.#e = g),
      this.setLogEvent(),
      this.setInitialLogLevel(r),
      this.setInitialSampleRate(o),
      this.setLogFormatter(s, d),
      this.setConsole(),
      this.setLogIndentation(),
      (this.#a = u),
      this.#v(l),
      (this.#c = f),
      this
    );
  }
  setPowertoolsLogData(t, r, n) {
    this.addToPowertoolsLogData({
      awsRegion: V({ key: 'AWS_REGION', defaultValue: '' }),
      environment:
        r || this.getCustomConfigService()?.getCurrentEnvironment() || V({ key: 'ENVIRONMENT', defaultValue: '' }),
      serviceName:
        t ||
        this.getCustomConfigService()?.getServiceName() ||
        V({ key: 'POWERTOOLS_SERVICE_NAME', defaultValue: '' }) ||
        this.defaultServiceName,
    }),
      n && this.appendPersistentKeys(n);
  }
  #v(t) {
    if (t === void 0 || ((this.#i.enabled = t?.enabled !== !1), this.#i.enabled === !1)) return;
    t?.maxBytes !== void 0 && (this.#i.maxBytes = t.maxBytes),
      this.#o.configureBuffer(this.#i.maxBytes),
      t?.flushOnErrorLog === !1 && (this.#i.flushOnErrorLog = !1);
    const r = t?.bufferAtVerbosity?.toUpperCase();
    this.isValidLogLevel(r) && (this.#i.bufferAtVerbosity = A[r]),
      this.#e !== void 0 &&
        A[this.#e] > this.#i.bufferAtVerbosity &&
        this.#d(
          'Advanced Loggging Controls (ALC) Log Level is less verbose than Log Buffering Log Level. Buffered logs will be filtered by ALC',
        );
  }
  bufferLogItem(t, r, n) {
    r.prepareForPrint(),
      this.#o.add(t, JSON.stringify(r.getAttributes(), this.getJsonReplacer(), this.logIndentation), n);
  }
  flushBuffer() {
    if (this.#i.enabled === !1) return;
    const t = Nt();
    if (t === void 0) return;
    const r = this.#o.get(t);
    if (r !== void 0) {
      for (const n of r) {
        const o = this.getLogLevelNameFromNumber(n.logLevel).toLowerCase();
        this.console[o](n.value);
      }
      r.hasEvictedLog &&
        this.printLog(
          A.WARN,
          this.createAndPopulateLogItem(
            A.WARN,
            'Some logs are not displayed because they were evicted from the buffer. Increase buffer size to store more logs in the buffer',
            [],
          ),
        ),
        this.#e !== void 0 &&
          A[this.#e] > this.#i.bufferAtVerbosity &&
          this.#d(
            'Advanced Loggging Controls (ALC) Log Level is less verbose than Log Buffering Log Level. Some logs might be missing.',
          ),
        this.#o.delete(t);
    }
  }
  clearBuffer() {
    if (this.#i.enabled === !1) return;
    const t = Nt();
    t !== void 0 && this.#o.delete(t);
  }
  shouldBufferLog(t, r) {
    return this.#i.enabled && t !== void 0 && r <= this.#i.bufferAtVerbosity;
  }
  setCorrelationId(t, r) {
    if (typeof r == 'string') {
      if (!this.#c) {
        this.#d(
          'correlationIdPath is set but no search function was provided. The correlation ID will not be added to the log attributes.',
        );
        return;
      }
      const n = this.#c(r, t);
      n && this.appendKeys({ correlation_id: n });
      return;
    }
    this.appendKeys({ correlation_id: t });
  }
  getCorrelationId() {
    return this.#t.getTemporaryAttributes().correlation_id;
  }
};
var cl = 'ColdStart',
  ul = 'default_namespace';
var Fe = {
    Seconds: 'Seconds',
    Microseconds: 'Microseconds',
    Milliseconds: 'Milliseconds',
    Bytes: 'Bytes',
    Kilobytes: 'Kilobytes',
    Megabytes: 'Megabytes',
    Gigabytes: 'Gigabytes',
    Terabytes: 'Terabytes',
    Bits: 'Bits',
    Kilobits: 'Kilobits',
    Megabits: 'Megabits',
    Gigabits: 'Gigabits',
    Terabits: 'Terabits',
    Percent: 'Percent',
    Count: 'Count',
    BytesPerSecond: 'Bytes/Second',
    KilobytesPerSecond: 'Kilobytes/Second',
    MegabytesPerSecond: 'Megabytes/Second',
    GigabytesPerSecond: 'Gigabytes/Second',
    TerabytesPerSecond: 'Terabytes/Second',
    BitsPerSecond: 'Bits/Second',
    KilobitsPerSecond: 'Kilobits/Second',
    MegabitsPerSecond: 'Megabits/Second',
    GigabitsPerSecond: 'Gigabits/Second',
    TerabitsPerSecond: 'Terabits/Second',
    CountPerSecond: 'Count/Second',
    NoUnit: 'None',
  },
  Ie = { Standard: 60, High: 1 };
import { Console as Mg } from 'node:console';
var Br = class {
  #e = Symbol('powertools.metrics.dimensions');
  #t = Symbol('powertools.metrics.dimensionSets');
  #r = {};
  #s = [];
  #n = {};
  #a() {
    if (!E()) return this.#r;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#e);
    return r == null && ((r = {}), t.set(this.#e, r)), r;
  }
  #i() {
    if (!E()) return this.#s;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#t);
    return r == null && ((r = []), t.set(this.#t, r)), r;
  }
  addDimension(t, r) {
    return (this.#a()[t] = r), r;
  }
  addDimensionSet(t) {
    return this.#i().push({ ...t }), t;
  }
  getDimensions() {
    return { ...this.#a() };
  }
  getDimensionSets() {
    return this.#i().map((t) => ({ ...t }));
  }
  clearRequestDimensions() {
    if (!E()) {
      (this.#r = {}), (this.#s = []);
      return;
    }
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    const t = globalThis.awslambda.InvokeStore;
    t.set(this.#e, {}), t.set(this.#t, []);
  }
  clearDefaultDimensions() {
    this.#n = {};
  }
  setDefaultDimensions(t) {
    this.#n = { ...t };
  }
  getDefaultDimensions() {
    return { ...this.#n };
  }
};
var Vr = class {
  #e = Symbol('powertools.metrics.metadata');
  #t = {};
  #r() {
    if (!E()) return this.#t;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#e);
    return r == null && ((r = {}), t.set(this.#e, r)), r;
  }
  set(t, r) {
    return (this.#r()[t] = r), r;
  }
  getAll() {
    return { ...this.#r() };
  }
  clear() {
    if (!E()) {
      this.#t = {};
      return;
    }
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    globalThis.awslambda.InvokeStore.set(this.#e, {});
  }
};
var Ur = class {
  #e = Symbol('powertools.metrics.storedMetrics');
  #t = Symbol('powertools.metrics.timestamp');
  #r = {};
  #s;
  #n() {
    if (!E()) return this.#r;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    let t = globalThis.awslambda.InvokeStore,
      r = t.get(this.#e);
    return r == null && ((r = {}), t.set(this.#e, r)), r;
  }
  getMetric(t) {
    return this.#n()[t];
  }
  setMetric(t, r, n, o = Ie.Standard) {
    const s = this.#n(),
      i = s[t];
    if (i === void 0) {
      const a = { name: t, unit: r, value: n, resolution: o };
      return (s[t] = a), { ...a };
    }
    if (i.unit !== r) {
      const a = i.unit;
      throw new Error(
        `Metric "${t}" has already been added with unit "${a}", but we received unit "${r}". Did you mean to use metric unit "${a}"?`,
      );
    }
    return Array.isArray(i.value) || (i.value = [i.value]), i.value.push(n), { ...i, value: [...i.value] };
  }
  getMetricNames() {
    return Object.keys(this.#n());
  }
  getAllMetrics() {
    return Object.values(this.#n());
  }
  clearMetrics() {
    if (!E()) {
      (this.#r = {}), (this.#s = void 0);
      return;
    }
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    const t = globalThis.awslambda.InvokeStore;
    t.set(this.#e, {}), t.set(this.#t, void 0);
  }
  hasMetrics() {
    return this.getMetricNames().length > 0;
  }
  getMetricsCount() {
    return this.getMetricNames().length;
  }
  getTimestamp() {
    if (!E()) return this.#s;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    return globalThis.awslambda.InvokeStore.get(this.#t);
  }
  setTimestamp(t) {
    const r = this.#a(t);
    if (!E()) return (this.#s = r), r;
    if (globalThis.awslambda?.InvokeStore === void 0) throw new Error('InvokeStore is not available');
    return globalThis.awslambda.InvokeStore.set(this.#t, r), r;
  }
  #a(t) {
    return Zt(t) ? t : t instanceof Date ? t.getTime() : 0;
  }
};
var lt = class e extends Ze {
  console;
  customConfigService;
  #e = new Br();
  functionName;
  #t;
  isSingleMetric = !1;
  #r = new Vr();
  namespace;
  shouldThrowOnEmptyMetrics = !1;
  #s = new Ur();
  disabled = !1;
  #n = { namespace: '', functionName: '', serviceName: '', disabled: !1, devMode: !1 };
  constructor(t = {}) {
    super(), this.setEnvConfig(), this.setConsole(), (this.#t = t.logger || this.console), this.setOptions(t);
  }
  addDimension(t, r) {
    if (ct(t) || ct(r))
      return (
        this.#t.warn(
          `The dimension ${t} doesn't meet the requirements and won't be added. Ensure the dimension name and value are non empty strings`,
        ),
        this
      );
    const n = this.#e.getDimensions(),
      o = this.#e.getDefaultDimensions();
    if (new Set([...Object.keys(o), ...Object.keys(n), t]).size > 29)
      throw new RangeError(`The number of metric dimensions must be lower than ${29}`);
    return (
      (Object.hasOwn(n, t) || Object.hasOwn(o, t)) &&
        this.#t.warn(`Dimension "${t}" has already been added. The previous value will be overwritten.`),
      this.#e.addDimension(t, r),
      this
    );
  }
  addDimensions(t) {
    const r = this.#c(t),
      n = this.#e.getDefaultDimensions();
    if (new Set([...Object.keys(n), ...Object.keys(r)]).size > 29)
      throw new RangeError(`The number of metric dimensions must be lower than ${29}`);
    return this.#e.addDimensionSet(r), this;
  }
  addMetadata(t, r) {
    return this.#r.set(t, r), this;
  }
  addMetric(t, r, n, o = Ie.Standard) {
    return this.storeMetric(t, r, n, o), this.isSingleMetric && this.publishStoredMetrics(), this;
  }
  captureColdStartMetric(t) {
    if (!this.getColdStart()) return;
    const r = this.singleMetric(),
      n = this.functionName?.trim() ?? t?.trim();
    n && n.length > 0 && r.addDimension('function_name', n), r.addMetric(cl, Fe.Count, 1);
  }
  clearDefaultDimensions() {
    this.#e.clearDefaultDimensions();
  }
  clearDimensions() {
    this.#e.clearRequestDimensions();
  }
  clearMetadata() {
    this.#r.clear();
  }
  clearMetrics() {
    this.#s.clearMetrics();
  }
  hasStoredMetrics() {
    return this.#s.hasMetrics();
  }
  isDisabled() {
    return this.disabled;
  }
  logMetrics(t = {}) {
    const { throwOnEmptyMetrics: r, defaultDimensions: n, captureColdStartMetric: o } = t;
    return (
      r && this.setThrowOnEmptyMetrics(r),
      n !== void 0 && this.setDefaultDimensions(n),
      (s, i, a) => {
        const c = a.value,
          u = this;
        return (
          (a.value = async function (...d) {
            o && u.captureColdStartMetric(d[1].functionName);
            let l;
            try {
              l = await c.apply(this, d);
            } finally {
              u.publishStoredMetrics();
            }
            return l;
          }),
          a
        );
      }
    );
  }
  publishStoredMetrics() {
    const t = this.hasStoredMetrics();
    !this.shouldThrowOnEmptyMetrics &&
      !t &&
      this.#t.warn(
        'No application metrics to publish. The cold-start metric may be published if enabled. If application metrics should never be empty, consider using `throwOnEmptyMetrics`',
      );
    try {
      if (!this.disabled) {
        const r = this.serializeMetrics();
        t && this.console.log(JSON.stringify(r));
      }
    } finally {
      this.clearMetrics(), this.clearDimensions(), this.clearMetadata();
    }
    return this;
  }
  [Symbol.dispose]() {
    this.publishStoredMetrics();
  }
  setTimestamp(t) {
    return (
      this.#o(t) ||
        this.#t.warn(
          "This metric doesn't meet the requirements and will be skipped by Amazon CloudWatch. Ensure the timestamp is within 14 days in the past or up to 2 hours in the future and is also a valid number or Date object.",
        ),
      this.#s.setTimestamp(t),
      this
    );
  }
  serializeMetrics() {
    const t = this.#s
      .getAllMetrics()
      .map((c) => ({
        Name: c.name,
        Unit: c.unit,
        ...(c.resolution === Ie.High ? { StorageResolution: c.resolution } : {}),
      }));
    if (t.length === 0 && this.shouldThrowOnEmptyMetrics)
      throw new RangeError('The number of metrics recorded must be higher than zero');
    this.namespace || this.#t.warn('Namespace should be defined, default used');
    const r = this.#s.getAllMetrics().reduce((c, { name: u, value: d }) => ((c[u] = d), c), {}),
      n = [],
      o = this.#e.getDimensions(),
      s = this.#e.getDimensionSets(),
      i = this.#e.getDefaultDimensions(),
      a = new Set([...Object.keys(i), ...Object.keys(o)]);
    Object.keys(o).length > 0 && n.push([...a]);
    for (const c of s) {
      const u = new Set([...Object.keys(i), ...Object.keys(c)]);
      n.push([...u]);
    }
    return (
      n.length === 0 && Object.keys(i).length > 0 && n.push(Object.keys(i)),
      this.#a(i, o, s, r, this.#r.getAll()),
      {
        _aws: {
          Timestamp: this.#s.getTimestamp() ?? Date.now(),
          CloudWatchMetrics: [{ Namespace: this.namespace || ul, Dimensions: n, Metrics: t }],
        },
        ...this.#r.getAll(),
        ...i,
        ...o,
        ...s.reduce((c, u) => {
          for (const [d, l] of Object.entries(u)) c[d] = l;
          return c;
        }, {}),
        ...r,
      }
    );
  }
  #a(t, r, n, o, s) {
    const i = new Map(),
      a = (c, u) => {
        const d = i.get(c);
        d !== void 0 &&
          this.#t.warn(
            `EMF key "${c}" is defined as both a ${d} and ${u}; the ${u} value will take precedence in the serialized output`,
          ),
          i.set(c, u);
      };
    for (const c of Object.keys(s)) a(c, 'metadata');
    for (const c of Object.keys(t)) a(c, 'default dimension');
    for (const c of Object.keys(r)) a(c, 'dimension');
    for (const c of n) for (const u of Object.keys(c)) a(u, 'dimension set');
    for (const c of Object.keys(o)) {
      const u = i.get(c);
      if (u !== void 0)
        throw new Error(`EMF key collision on "${c}": registered as both a metric (number) and a ${u} (string)`);
    }
  }
  setDefaultDimensions(t) {
    let r = this.#c(t),
      n = this.#e.getDefaultDimensions(),
      o = this.#e.getDimensions(),
      s = this.#e.getDimensionSets(),
      i = [...Object.keys(n), ...Object.keys(r)],
      a = Object.keys(o),
      c = a.length > 0 ? new Set([...i, ...a]).size : new Set(i).size;
    for (const u of s) {
      const d = new Set([...i, ...Object.keys(u)]).size;
      d > c && (c = d);
    }
    if (c > 29) throw new RangeError(`The number of metric dimensions must be lower than ${29}`);
    return this.#e.setDefaultDimensions({ ...n, ...r }), this;
  }
  setFunctionName(t) {
    this.functionName = t;
  }
  setThrowOnEmptyMetrics(t) {
    return (this.shouldThrowOnEmptyMetrics = t), this;
  }
  singleMetric() {
    return new e({
      namespace: this.namespace,
      defaultDimensions: this.#e.getDefaultDimensions(),
      singleMetric: !0,
      logger: this.#t,
    });
  }
  throwOnEmptyMetrics() {
    this.shouldThrowOnEmptyMetrics = !0;
  }
  getCustomConfigService() {
    return this.customConfigService;
  }
  setConsole() {
    this.#n.devMode
      ? (this.console = console)
      : (this.console = new Mg({ stdout: process.stdout, stderr: process.stderr }));
  }
  setCustomConfigService(t) {
    this.customConfigService = t;
  }
  setEnvConfig() {
    (this.#n.namespace = V({ key: 'POWERTOOLS_METRICS_NAMESPACE', defaultValue: '' })),
      (this.#n.functionName = V({ key: 'POWERTOOLS_METRICS_FUNCTION_NAME', defaultValue: '' })),
      (this.#n.serviceName = rl()),
      (this.#n.disabled = Rt({ key: 'POWERTOOLS_METRICS_DISABLED', defaultValue: !1, extendedParsing: !0 })),
      (this.#n.devMode = Le());
  }
  setFunctionNameForColdStartMetric(t) {
    const r = t?.trim() ?? this.#n.functionName;
    r && r.length > 0 && (this.functionName = r);
  }
  setNamespace(t) {
    this.namespace = t || this.getCustomConfigService()?.getNamespace() || this.#n.namespace;
  }
  setDisabled() {
    if ('POWERTOOLS_METRICS_DISABLED' in process.env && process.env.POWERTOOLS_METRICS_DISABLED !== void 0) {
      this.disabled = this.#n.disabled;
      return;
    }
    this.disabled = this.#n.devMode;
  }
  setOptions(t) {
    const {
      customConfigService: r,
      namespace: n,
      serviceName: o,
      singleMetric: s,
      defaultDimensions: i,
      functionName: a,
    } = t;
    this.setCustomConfigService(r), this.setDisabled(), this.setNamespace(n);
    const c = this.#i(o);
    return (
      this.setDefaultDimensions(i ? { service: c, ...i } : { service: c }),
      this.setFunctionNameForColdStartMetric(a),
      (this.isSingleMetric = s || !1),
      this
    );
  }
  #i(t) {
    return t || this.getCustomConfigService()?.getServiceName() || this.#n.serviceName || this.defaultServiceName;
  }
  storeMetric(t, r, n, o) {
    if (!at(t)) throw new Error(`${t} is not a valid string`);
    if (t.length < 1 || t.length > 255)
      throw new RangeError(`The metric name should be between ${1} and ${255} characters`);
    if (!Dr(n)) throw new RangeError(`${n} is not a valid number`);
    if (!Object.values(Fe).includes(r))
      throw new RangeError(`Invalid metric unit '${r}', expected either option: ${Object.values(Fe).join(',')}`);
    if (!Object.values(Ie).includes(o))
      throw new RangeError(`Invalid metric resolution '${o}', expected either option: ${Object.values(Ie).join(',')}`);
    this.#s.getMetricsCount() >= 100 && this.publishStoredMetrics();
    const s = this.#s.setMetric(t, r, n, o);
    Array.isArray(s.value) && s.value.length === 100 && this.publishStoredMetrics();
  }
  #o(t) {
    const r = t instanceof Date;
    if (!r && !Zt(t)) return !1;
    const n = r ? t.getTime() : t,
      o = Date.now(),
      s = o - 12096e5,
      i = o + 72e5;
    return n >= s && n <= i;
  }
  #c(t) {
    const r = {},
      n = this.#e.getDimensions();
    for (const [o, s] of Object.entries(t)) {
      if (ct(o) || ct(s)) {
        this.#t.warn(
          `The dimension ${o} doesn't meet the requirements and won't be added. Ensure the dimension name and value are non empty strings`,
        );
        continue;
      }
      const i = this.#e.getDefaultDimensions();
      (Object.hasOwn(n, o) || Object.hasOwn(i, o) || Object.hasOwn(r, o)) &&
        this.#t.warn(`Dimension "${o}" has already been added. The previous value will be overwritten.`),
        (r[o] = s);
    }
    return r;
  }
};
var Kr = (e, t) => [...e.slice(0, 2 * t).toWellFormed()].slice(0, t).join('');
var Dg = new jt({ serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'motcua' }),
  Bw = new lt({ namespace: 'motcua', serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'motcua' }),
  Lg = new lt({ namespace: 'motcua', serviceName: process.env.ALARM_SERVICE_NAME ?? 'motcua', singleMetric: !0 });
var Mo = (e, t = {}) => {
  Dg.error(e, { ...t }), Lg.addMetric(e, Fe.Count, 1);
};
var Do = (e) =>
  e instanceof Error
    ? { errorName: e.name, errorMessage: Kr(e.message, 500), ...(e.stack ? { stack: Kr(e.stack, 2e3) } : {}) }
    : { errorName: typeof e, errorMessage: Kr(String(e), 500) };
var ve = { SQS: 'SQS', KinesisDataStreams: 'KinesisDataStreams', DynamoDBStreams: 'DynamoDBStreams' };
var Zg = { [ve.SQS]: (e) => e, [ve.KinesisDataStreams]: (e) => e, [ve.DynamoDBStreams]: (e) => e };
import { AsyncLocalStorage as Ug } from 'node:async_hooks';
var Gz = new Ug();
var Wg = (e) => (e ? $o(e) : void 0),
  bl = 25,
  Gg = async (e, { book: t, ledger: r, refoldQueue: n }) => {
    try {
      const o = await r.refold(e);
      o && o.foldVersion > t.foldVersion && (await n.send([e]));
    } catch (o) {
      if (!(o instanceof be)) throw o;
      Mo('aggregate_parked', { aggregate: o.pk, ...Do(o) }), await n.send([e]);
    }
  },
  Jg = async (e, t) => {
    const r = [];
    for (let n = 0; n < e.length; n += bl) {
      const o = e.slice(n, n + bl);
      r.push(...(await Promise.allSettled(o.map((s) => Gg(s, t)))));
    }
    return r;
  },
  vl = async (e, t) => {
    const { book: r, bus: n, ledger: o } = t,
      s = new Set(),
      i = new Map();
    for (const l of e) {
      const f = Wg(l.dynamodb?.NewImage);
      if (!f?.pk.startsWith(`${r.prefix}#`)) continue;
      (f.sk.startsWith('FACT#') || f.sk.startsWith('CARD#')) && s.add(f.pk.slice(r.prefix.length + 1));
      const p = Pr(r, f);
      p && i.set(p.id, { head: p, since: i.get(p.id)?.since ?? p.number });
    }
    const a = [...i.values()].flatMap(({ head: l, since: f }) => Ao(l, f)),
      c = async () => {
        a.length !== 0 && (await n.publish(r.capability, a), t.onAnnounced?.(a));
      },
      d = (
        await Promise.all([
          Promise.allSettled([c(), ...[...i.values()].map(({ head: l, since: f }) => o.place(l, f))]),
          Jg([...s], t),
        ])
      )
        .flat()
        .find((l) => l.status === 'rejected');
    if (d) throw d.reason;
  },
  _l = 0,
  xl = async (e, { book: t, ledger: r, bus: n }) => {
    const o = await r.refold(e);
    if (o && (await Promise.all([n.publish(t.capability, Ao(o, _l)), r.place(o, _l)]), o.foldVersion > t.foldVersion))
      throw new be(`${t.prefix}#${e}`, 'its head was folded by newer code');
  };
var Wr =
    (e) =>
    ({ table: t, bus: r, refoldQueue: n, now: o }) => {
      const s = { book: e, ledger: Ud(e, t, o), bus: r, refoldQueue: n };
      return { consume: (i) => vl(i, s), refold: (i) => xl(i, s) };
    },
  SA = { dossiers: Wr(Qu(iu)), payments: Wr(Ad), notifications: Wr(cd), results: Wr(Rd) };
export { SA as release, Wr as workerOf };
