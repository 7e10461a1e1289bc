#include "protocols/base/locked_memory.hpp"

#include <boost/pool/simple_segregated_storage.hpp>

#include <sys/mman.h>

#include <functional>
#include <mutex>

namespace pecprobe {

namespace {

/// Half of what systems allowed at least for many years (64 kB). A run of many accounts keeps further ones elsewhere.
constexpr std::size_t k_size = 32 * 1024;

class LockedMemory {
 public:
  LockedMemory() noexcept {
    void* const pages = ::mmap(nullptr, k_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
      return;
    }
    if (::mlock(pages, k_size) != 0) {
      ::munmap(pages, k_size);
      return;
    }
#ifdef MADV_DONTDUMP
    ::madvise(pages, k_size, MADV_DONTDUMP);
#endif
    m_begin = static_cast<char*>(pages);
    m_pieces.add_block(pages, k_size, k_locked_piece);
  }

  void* take() noexcept {
    const std::lock_guard lock(m_mutex);
    return m_pieces.empty() ? nullptr : m_pieces.malloc();
  }

  bool give_back(void* memory) noexcept {
    const std::less<> before;
    if (m_begin == nullptr || before(memory, m_begin) || !before(memory, m_begin + k_size)) {
      return false;
    }
    const std::lock_guard lock(m_mutex);
    m_pieces.free(memory);
    return true;
  }

 private:
  std::mutex m_mutex;
  char* m_begin = nullptr;  // null: none
  boost::simple_segregated_storage<std::size_t> m_pieces;
};

/// Never destroyed: secrets may outlive every other object.
LockedMemory& locked_memory() noexcept {
  alignas(LockedMemory) static char place[sizeof(LockedMemory)];
  static LockedMemory* const memory = new (place) LockedMemory;
  return *memory;
}

}  // namespace

void* take_locked(std::size_t size) noexcept { return size <= k_locked_piece ? locked_memory().take() : nullptr; }

bool give_locked_back(void* memory) noexcept { return locked_memory().give_back(memory); }

}  // namespace pecprobe
