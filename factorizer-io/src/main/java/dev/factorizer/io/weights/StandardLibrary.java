package dev.factorizer.io.weights;

import java.util.Set;

/**
 * Python's own modules, and what of them a checkpoint may hold: types that only keep values. Everything else there could do
 * something when a file is loaded, so a file that mentions it is refused.
 */
final class StandardLibrary {
    /** The outermost packages of Python 2.7 to 3.14. */
    private static final Set<String> MODULES = Set.of("""
            BaseHTTPServer CGIHTTPServer ConfigParser Cookie Dialog DocXMLRPCServer FileDialog HTMLParser Queue
            ScrolledText SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO Tix Tkconstants Tkdnd
            Tkinter UserDict UserList UserString __builtin__ __future__ _abc _abcoll _aix_support _apple_support _ast
            _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp
            _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle _compression _contextvars _crypt
            _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib
            _frozen_importlib_external _functools _gdbm _hashlib _heapq _hmac _imp _interpchannels _interpqueues
            _interpreters _io _json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode
            _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio _pyrepl
            _queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat
            _statistics _string _strptime _struct _suggestions _symtable _sysconfig _testcapi _thread _threading_local
            _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _winreg _zoneinfo _zstd
            abc aifc annotationlib antigravity anydbm argparse array ast asynchat asyncio asyncore atexit audioop base64
            bdb binascii binhex bisect builtins bz2 cPickle cProfile cStringIO calendar cgi cgitb chunk cmath cmd code
            codecs codeop collections colorsys commands compileall compression concurrent configparser contextlib
            contextvars cookielib copy copy_reg copyreg crypt csv ctypes curses dataclasses datetime dbhash dbm decimal
            difflib dis distutils doctest dumbdbm dummy_thread email encodings ensurepip enum errno exceptions
            faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc gdbm genericpath getopt getpass
            gettext glob graphlib grp gzip hashlib heapq hmac html htmlentitydefs http httplib idlelib imaplib imghdr imp
            importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath mailbox
            mailcap markupbase marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt
            ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil
            platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data
            pyexpat queue quopri random re readline repr reprlib resource rlcompleter robotparser runpy sched secrets
            select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
            sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
            sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this thread threading time timeit
            tkColorChooser tkCommonDialog tkFileDialog tkFont tkMessageBox tkSimpleDialog tkinter token tokenize tomllib
            trace traceback tracemalloc ttk tty turtle turtledemo types typing unicodedata unittest urllib urllib2
            urlparse uu uuid venv warnings wave weakref webbrowser whichdb winreg winsound wsgiref xdrlib xml xmlrpc
            xmlrpclib zipapp zipfile zipimport zlib zoneinfo
            """.split("\\s+"));

    /** Modules whose classes (by the capital letter) keep values. */
    private static final Set<String> OF_VALUES = Set.of("argparse", "collections", "collections.abc", "datetime", "decimal",
            "_decimal", "_pydecimal", "enum", "exceptions", "fractions", "ipaddress", "numbers", "pathlib", "pathlib._local",
            "string", "typing", "uuid", "zoneinfo", "UserDict", "UserList", "UserString");

    private static final Set<String> VALUES = Set.of("""
            _codecs.encode _operator.getitem _io.BytesIO _io.StringIO _random.Random array._array_reconstructor array.array
            builtins.Ellipsis builtins.NotImplemented builtins.abs builtins.all builtins.any builtins.basestring
            builtins.bool builtins.bytearray builtins.bytes builtins.complex builtins.dict builtins.enumerate
            builtins.float builtins.frozenset builtins.int builtins.iter builtins.len builtins.list
            builtins.long builtins.max builtins.min builtins.object builtins.range builtins.reversed builtins.round
            builtins.set builtins.slice builtins.str builtins.sum builtins.tuple builtins.type builtins.unicode
            builtins.xrange builtins.zip collections.defaultdict collections.deque copyreg.__newobj__
            copyreg.__newobj_ex__ copyreg._reconstructor datetime.date datetime.datetime datetime.time
            datetime.timedelta datetime.timezone functools.partial io.BytesIO io.StringIO itertools.chain
            itertools.count itertools.cycle itertools.islice itertools.product itertools.repeat logging.Formatter
            logging.Logger logging.getLogger operator.attrgetter operator.getitem operator.itemgetter random.Random re._compile
            sre_compile.compile time.struct_time types.MappingProxyType types.SimpleNamespace zoneinfo.ZoneInfo._unpickle
            """.split("\\s+"));

    private StandardLibrary() { }

    /** A module by its name in Python 3. */
    static String present(String module) {
        return switch (module) {
            case "__builtin__", "exceptions" -> "builtins";
            case "copy_reg" -> "copyreg";
            default -> module;
        };
    }

    static boolean has(String module) {
        int dot = module.indexOf('.');
        return MODULES.contains(dot < 0 ? module : module.substring(0, dot));
    }

    /** Whether a name of one of its modules stands for a type of plain values, or an exception. */
    static boolean isValue(String module, String name) {
        boolean classLike = !name.isEmpty() && Character.isUpperCase(name.charAt(0)) && name.indexOf('.') < 0;
        return VALUES.contains(module + "." + name) || classLike && (OF_VALUES.contains(module)
                || module.equals("builtins") && (name.endsWith("Error") || name.endsWith("Exception")
                || name.endsWith("Warning")));
    }
}
