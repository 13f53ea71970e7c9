// Embind's JavaScript without what no binding here uses: every page fetches it before the first flip. Bindings have no
// overloads, smart pointers, base classes or wide strings, and their names are identifiers.

mergeInto(LibraryManager.library, {
  _embind_register_std_wstring: function () {},
  _embind_register_std_wstring__deps: [],
  // Strings and bytes (Uint8Array), by the browser's own coders.
  _embind_register_std_string: function (rawType, name) {
    registerType(rawType, {
      name: readLatin1String(name),
      fromWireType: function (pointer) {
        var start = pointer + 4;
        var text = UTF8Decoder.decode(HEAPU8.subarray(start, start + HEAPU32[pointer >> 2]));
        _free(pointer);
        return text;
      },
      toWireType: function (destructors, value) {
        var bytes = typeof value == 'string' ? new TextEncoder().encode(value) : value;
        var pointer = _malloc(4 + bytes.length);
        HEAPU32[pointer >> 2] = bytes.length;
        HEAPU8.set(bytes, pointer + 4);
        if (destructors !== null) destructors.push(_free, pointer);
        return pointer;
      },
      argPackAdvance: 8,
      readValueFromPointer: simpleReadValueFromPointer,
      destructorFunction: _free,
    });
  },
  _embind_register_std_string__deps: [
    '$readLatin1String',
    '$registerType',
    '$simpleReadValueFromPointer',
  ],

  // What Module tells of its objects, for Embind's own tests.
  $init_embind: function () {},
  $init_embind__deps: [],
  $init_emval: function () {},
  $init_emval__deps: [],

  // Errors: those of a binding that names a type without one, too, which cannot be told by its name.
  $extendError: function (base, name) {
    return function (message) {
      var error = new base(message);
      error.name = name;
      return error;
    };
  },
  $extendError__deps: [],
  $throwUnboundTypeError: function (message) {
    throwBindingError(message);
  },
  $throwUnboundTypeError__deps: ['$throwBindingError'],

  // Types, each once.
  $registerType: function (rawType, type) {
    registeredTypes[rawType] = type;
    delete typeDependencies[rawType];
    var waiting = awaitingDependencies[rawType] || [];
    delete awaitingDependencies[rawType];
    waiting.forEach(function (resolve) {
      resolve();
    });
  },
  $registerType__deps: ['$awaitingDependencies', '$registeredTypes', '$typeDependencies'],
  $requireRegisteredType: function (rawType) {
    return registeredTypes[rawType];
  },
  $requireRegisteredType__deps: ['$registeredTypes'],

  // Names.
  $makeLegalFunctionName: function (name) {
    return name;
  },
  $makeLegalFunctionName__deps: [],
  $createNamedFunction: function (name, body) {
    return body;
  },
  $createNamedFunction__deps: [],
  $exposePublicSymbol: function (name, value) {
    Module[name] = value;
  },
  $exposePublicSymbol__deps: [],
  $replacePublicSymbol: function (name, value) {
    Module[name] = value;
  },
  $replacePublicSymbol__deps: [],
  $ensureOverloadTable: function () {
    abort('embind_library.js leaves this out');
  },
  $ensureOverloadTable__deps: [],

  // Objects: of their methods, clone(), isAliasOf(), isDeleted() and deleteLater() are left out.
  $init_ClassHandle: function () {
    ClassHandle.prototype['delete'] = ClassHandle_delete;
  },
  $init_ClassHandle__deps: ['$ClassHandle_delete'],
  $ClassHandle_delete: function () {
    var record = this.$$;
    if (!record.ptr) throwInstanceAlreadyDeleted(this);
    record.ptrType.registeredClass.rawDestructor(record.ptr);
    record.ptr = undefined;
  },
  $ClassHandle_delete__deps: ['$throwInstanceAlreadyDeleted'],
  $RegisteredPointer_fromWireType: function (pointer) {
    return pointer
      ? Object.create(this.registeredClass.instancePrototype, {
          $$: { value: { ptrType: this, ptr: pointer } },
        })
      : null;
  },
  $RegisteredPointer_fromWireType__deps: [],
  $genericPointerToWireType: function () {
    abort('embind_library.js leaves this out');
  },
  $genericPointerToWireType__deps: [],
});
