// Takes out of Embind's JavaScript what core.js has no use for: every page fetches it before the first flip.

mergeInto(LibraryManager.library, {
  // Wide strings.
  _embind_register_std_wstring: function () {},
  _embind_register_std_wstring__deps: [],
  // What Module tells of its objects, for Embind's own tests.
  $init_embind: function () {},
  $init_embind__deps: [],
  $init_emval: function () {},
  $init_emval__deps: [],
  // Of an object's methods: clone(), isAliasOf(), isDeleted() and deleteLater().
  $init_ClassHandle: function () {
    ClassHandle.prototype['delete'] = ClassHandle_delete;
  },
  $init_ClassHandle__deps: ['$ClassHandle_delete'],
  // Objects held by smart pointers, and of classes that have a base class. No binding has them.
  $genericPointerToWireType: function () {
    abort('embind_library.js leaves this out');
  },
  $genericPointerToWireType__deps: [],
  $attachFinalizer: function (handle) {
    return handle;
  },
  $attachFinalizer__deps: [],
  $detachFinalizer: function () {},
  $detachFinalizer__deps: [],
});
