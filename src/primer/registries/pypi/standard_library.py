"""The names of the modules of Python's standard library, of every version since 2.6.

PyPI refuses them all, whichever Python runs here. Read from the interpreters' own documentation and trees;
the running interpreter's own list is added, so that a newer Python knows its newer modules.
"""

import sys
from functools import cache

TOP_LEVEL = """
abc aepack aetools aetypes aifc al annotationlib antigravity anydbm applesingle argparse array ast asynchat
asyncio asyncore atexit audiodev audioop autoGIL base64 BaseHTTPServer Bastion bdb binascii binhex bisect
bsddb buildtools builtin builtins bz2 calendar Canvas cd cfmfile cgi CGIHTTPServer cgitb chunk cmath cmd
code codecs codeop collections ColorPicker colorsys commands compileall compiler compression concurrent
ConfigParser configparser contextlib contextvars Cookie cookielib copy copy_reg copyreg cPickle cProfile
crypt cStringIO csv ctypes curses dataclasses datetime dbhash dbm decimal Dialog difflib dircache dis
distutils dl doctest DocXMLRPCServer dumbdbm dummy_thread dummy_threading EasyDialogs email encodings
ensurepip enum errno exceptions faulthandler fcntl filecmp FileDialog fileinput findertools FixTk fl flp fm
fnmatch formatter fpectl fpformat fractions FrameWork ftplib functools future_builtins gc gdbm genericpath
gensuitemodule getopt getpass gettext gl glob graphlib grp gzip hashlib heapq hmac hotshot html
htmlentitydefs htmllib HTMLParser http httplib ic icopen idlelib ihooks imageop imaplib imgfile imghdr imp
importlib imputil inspect io ipaddress itertools jpeg json keyword lib2to3 linecache linuxaudiodev locale
logging lzma macerrors MacOS macostools macpath macresource mailbox mailcap main marshal math md5 mhlib
mimetools mimetypes MimeWriter mimify MiniAEFrame mmap modulefinder msilib msvcrt multifile multiprocessing
mutex Nav netrc new nis nntplib nt ntpath nturl2path numbers opcode operator optparse os os2emxpath
ossaudiodev parser pathlib pdb pickle pickletools pipes PixMapWrapper pkgutil platform plistlib popen2
poplib posix posixfile posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat
queue Queue quopri random re readline repr reprlib resource rexec rfc822 rlcompleter robotparser runpy sched
ScrolledText secrets select selectors sets sgmllib sha shelve shlex shutil signal SimpleDialog
SimpleHTTPServer SimpleXMLRPCServer site smtpd smtplib sndhdr socket SocketServer socketserver spwd sqlite3
sre_compile sre_constants sre_parse ssl stat statistics statvfs string StringIO stringold stringprep strop
struct subprocess sunau sunaudio sunaudiodev symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib
tempfile termios test textwrap this thread threading time timeit Tix tkColorChooser tkCommonDialog
Tkconstants Tkdnd tkFileDialog tkFont tkinter Tkinter tkMessageBox tkSimpleDialog toaiff token tokenize
tomllib trace traceback tracemalloc ttk tty turtle turtledemo types typing unicodedata unittest urllib
urllib2 urlparse user UserDict UserList UserString uu uuid venv videoreader W warnings wave weakref
webbrowser whichdb winreg winsound wsgiref xdrlib xml xmllib xmlrpc xmlrpclib xxlimited xxsubtype zipapp
zipfile zipimport zlib zoneinfo zstd
"""

# Package, then its modules.
WITHIN = """
asyncio: base_events base_futures base_subprocess base_tasks compat constants coroutines events exceptions
  format_helpers futures graph locks log mixins proactor_events protocols queues runners selector_events
  sslproto staggered streams subprocess taskgroups tasks threads timeouts transports trsock unix_events
  windows_events windows_utils
bsddb: db
collections: abc
compiler: ast visitor
compression: bz2 gzip lzma zlib zstd
concurrent: futures interpreters
concurrent.futures: process thread
ctypes: macholib util wintypes
ctypes.macholib: dyld dylib framework
curses: ascii has_key panel textpad wrapper
dbm: dumb gnu ndbm sqlite3
distutils: archive_util bcppcompiler ccompiler cmd command config core cygwinccompiler debug dep_util
  dir_util dist emxccompiler errors extension fancy_getopt file_util filelist log msvc9compiler msvccompiler
  spawn sysconfig text_file unixccompiler util version versionpredicate
distutils.command: bdist bdist_dumb bdist_msi bdist_rpm bdist_wininst build build_clib build_ext build_py
  build_scripts check clean config install install_data install_egg_info install_headers install_lib
  install_scripts register sdist upload
email: Utils base64mime charset contentmanager encoders errors feedparser generator header headerregistry
  iterators message mime parser policy quoprimime utils
email.mime: application audio base image message multipart nonmultipart text
encodings: idna mbcs punycode utf_8_sig
hotshot: stats
html: entities parser
http: client cookiejar cookies server
importlib: abc machinery metadata readers resources simple util
importlib.resources: abc readers simple
json: decoder encoder scanner tool
lib2to3: pgen2
logging: config handlers
multiprocessing: connection context dummy forkserver heap managers pool popen_fork popen_forkserver
  popen_spawn_posix popen_spawn_win32 process queues reduction resource_sharer resource_tracker
  shared_memory sharedctypes spawn synchronize util
multiprocessing.dummy: connection
os: path
pathlib: types
pyexpat: errors model
sqlite3: dbapi2 dump
string: templatelib
test: regrtest support
test.support: bytecode_helper script_helper socket_helper warnings_helper
tkinter: colorchooser commondialog constants dialog dnd filedialog font messagebox scrolledtext simpledialog
  tix ttk
unittest: async_case case loader main mock result runner signals suite util
urllib: error parse request response robotparser
wsgiref: handlers headers simple_server types util validate
xml: dom etree parsers sax
xml.dom: NodeFilter domreg expatbuilder minicompat minidom pulldom xmlbuilder
xml.etree: ElementInclude ElementPath ElementTree cElementTree
xml.parsers: expat
xml.parsers.expat: errors model
xml.sax: expatreader handler saxutils xmlreader
xmlrpc: client server
"""


@cache
def module_names() -> frozenset[str]:
    """All of them, as Python writes them."""
    return frozenset({*TOP_LEVEL.split(), *_within(), *sys.stdlib_module_names})


def _within() -> list[str]:
    names: list[str] = []
    package = ""
    for word in WITHIN.split():
        if word.endswith(":"):
            package = word[:-1]
        else:
            names.append(f"{package}.{word}")
    return names
