// Embind's JavaScript without what no binding here uses: every page fetches it before the first
// flip. Bindings have no overloads, constructors, smart pointers, base classes or wide strings, and
// their names are identifiers.

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
  $init_emval: function () {},
  $init_emval__deps: [],

  // Errors.
  $extendError: function (base, name) {
    return function (message) {
      var error = new base(message);
      error.name = name;
      return error;
    };
  },
  $extendError__deps: [],

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

  // Functions: none has a 64-bit integer among its arguments, for which they would be called in
  // another way.
  $embind__requireFunction: function (signature, rawFunction) {
    return getWasmTableEntry(rawFunction);
  },
  $embind__requireFunction__deps: ['$getWasmTableEntry'],
  _embind_register_function: function (
    name,
    argCount,
    rawArgTypesAddr,
    signature,
    rawInvoker,
    context,
  ) {
    name = readLatin1String(name);
    rawInvoker = embind__requireFunction(signature, rawInvoker);
    var argTypes = heap32VectorToArray(argCount, rawArgTypesAddr);
    whenDependentTypesAreResolved([], argTypes, function (types) {
      types.splice(1, 0, null); // where a method has its object
      Module[name] = craftInvokerFunction(name, types, null, rawInvoker, context);
      return [];
    });
  },
  _embind_register_function__deps: [
    '$craftInvokerFunction',
    '$embind__requireFunction',
    '$heap32VectorToArray',
    '$readLatin1String',
    '$whenDependentTypesAreResolved',
  ],

  // Objects: functions make them, and of their methods clone(), isAliasOf(), isDeleted() and
  // deleteLater() are left out.
  _embind_register_class: function (
    rawType,
    rawPointerType,
    rawConstPointerType,
    baseClassRawType,
    getActualTypeSignature,
    getActualType,
    upcastSignature,
    upcast,
    downcastSignature,
    downcast,
    name,
    destructorSignature,
    rawDestructor,
  ) {
    rawDestructor = embind__requireFunction(destructorSignature, rawDestructor);
    var converter = new RegisteredPointer(readLatin1String(name), rawDestructor);
    registerType(rawType, converter);
    registerType(rawPointerType, converter);
    registerType(rawConstPointerType, converter);
  },
  _embind_register_class__deps: [
    '$RegisteredPointer',
    '$embind__requireFunction',
    '$readLatin1String',
    '$registerType',
  ],
  _embind_register_class_function: function (
    rawClassType,
    name,
    argCount,
    rawArgTypesAddr,
    invokerSignature,
    rawInvoker,
    context,
  ) {
    name = readLatin1String(name);
    rawInvoker = embind__requireFunction(invokerSignature, rawInvoker);
    var classType = registeredTypes[rawClassType];
    var argTypes = heap32VectorToArray(argCount, rawArgTypesAddr);
    whenDependentTypesAreResolved([], argTypes, function (types) {
      classType.methods[name] = craftInvokerFunction(
        classType.name + '.' + name,
        types,
        classType,
        rawInvoker,
        context,
      );
      return [];
    });
  },
  _embind_register_class_function__deps: [
    '$craftInvokerFunction',
    '$embind__requireFunction',
    '$heap32VectorToArray',
    '$readLatin1String',
    '$registeredTypes',
    '$whenDependentTypesAreResolved',
  ],
  // How objects of a class, and pointers and references to them, come from C++ and go there.
  $RegisteredPointer: function (name, rawDestructor) {
    this.name = name;
    this.rawDestructor = rawDestructor;
    this.methods = new ClassHandle();
    this.destructorFunction = null;
  },
  $RegisteredPointer__deps: ['$ClassHandle', '$init_RegisteredPointer'],
  $init_RegisteredPointer: function () {
    Object.assign(RegisteredPointer.prototype, {
      argPackAdvance: 8,
      readValueFromPointer: simpleReadValueFromPointer,
      fromWireType: function (pointer) {
        return pointer
          ? Object.create(this.methods, { $$: { value: { converter: this, pointer: pointer } } })
          : null;
      },
      toWireType: function (destructors, object) {
        var record = object && object.$$;
        if (!record || record.converter !== this || !record.pointer) {
          throwBindingError('an object of ' + this.name + ' is needed that is not deleted');
        }
        return record.pointer;
      },
    });
  },
  $init_RegisteredPointer__deps: ['$simpleReadValueFromPointer', '$throwBindingError'],
  $init_ClassHandle: function () {
    ClassHandle.prototype['delete'] = function () {
      var record = this.$$;
      record.converter.rawDestructor(record.converter.toWireType(null, this));
      record.pointer = 0;
    };
  },
  $init_ClassHandle__deps: [],
});
