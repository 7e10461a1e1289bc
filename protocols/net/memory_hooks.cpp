// The allocators given to libcurl and OpenSSL: what they release is wiped, so that no copy of a password stays behind.
#include "protocols/base/secret.hpp"
#include "protocols/net/memory_failures.hpp"
#include "protocols/net/network.hpp"

#include <curl/curl.h>
#include <openssl/crypto.h>

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace pecprobe {

namespace {

thread_local std::uint64_t t_failures = 0;

void* counted(void* memory) noexcept {
  t_failures += memory == nullptr ? 1 : 0;
  return memory;
}

void* malloc_counted(std::size_t size) { return counted(std::malloc(size)); }
void* calloc_counted(std::size_t count, std::size_t size) { return counted(std::calloc(count, size)); }

void free_wiped(void* memory) {
  if (memory != nullptr) {
    wipe(memory, ::malloc_usable_size(memory));
    std::free(memory);
  }
}

void* realloc_wiped(void* memory, std::size_t size) {
  if (memory == nullptr) {
    return malloc_counted(size);
  }
  if (size == 0) {
    free_wiped(memory);
    return nullptr;
  }
  const std::size_t old_size = ::malloc_usable_size(memory);
  void* moved = malloc_counted(size);
  if (moved != nullptr) {
    std::memcpy(moved, memory, old_size < size ? old_size : size);
    free_wiped(memory);
  }
  return moved;
}

char* strdup_plain(const char* text) {
  const std::size_t size = std::strlen(text) + 1;
  void* copy = malloc_counted(size);
  return copy == nullptr ? nullptr : static_cast<char*>(std::memcpy(copy, text, size));
}

void* openssl_malloc(std::size_t size, const char* /*file*/, int /*line*/) { return malloc_counted(size); }
void* openssl_realloc(void* memory, std::size_t size, const char* /*file*/, int /*line*/) {
  return realloc_wiped(memory, size);
}
void openssl_free(void* memory, const char* /*file*/, int /*line*/) { free_wiped(memory); }

}  // namespace

std::uint64_t library_memory_failures() noexcept { return t_failures; }

void require_memory_since(std::uint64_t before) {
  if (library_memory_failures() != before) {
    throw std::bad_alloc();
  }
}

void install_wiping_memory_hooks() {
  CRYPTO_set_mem_functions(&openssl_malloc, &openssl_realloc, &openssl_free);
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // before libcurl would load a configuration file
  const bool is_ready = curl_global_init_mem(CURL_GLOBAL_ALL, &malloc_counted, &free_wiped, &realloc_wiped,
                                             &strdup_plain, &calloc_counted) == CURLE_OK;
  // Whether they admit it or not: without its table of algorithms OpenSSL would call every certificate a weak one.
  if (!is_ready || t_failures != 0) {
    throw std::bad_alloc();
  }
}

}  // namespace pecprobe
