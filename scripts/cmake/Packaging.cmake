# `cpack` makes a Debian package and a tarball (scripts/package does, and tries the package).
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME pecprobe)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "pecprobe maintainers <maintainers@pecprobe.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "test PEC mailboxes and tell why a login fails")
set(CPACK_PACKAGE_DESCRIPTION "Logs in to a PEC mailbox (posta elettronica certificata, Italian
registered mail) over IMAP, POP3 and SMTP as a mail program would, and
tells the true cause when that fails: password, protocol, certificate,
network. For helpdesks, for smoke checks in continuous integration and
for the rotation of passwords.
.
pecmock plays such mail servers for tests, on this computer only.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # from the libraries that the programs name
set(CPACK_DEBIAN_PACKAGE_DEPENDS "python3:any")  # the plugin for Nagios; libraries are added
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# What Debian wants compressed, and its own changelog, are made from what was staged.
configure_file(${CMAKE_CURRENT_LIST_DIR}/DebianDocs.cmake.in ${CMAKE_BINARY_DIR}/DebianDocs.cmake @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_BINARY_DIR}/DebianDocs.cmake)
include(CPack)
