#include "protocols/base/locked_memory.hpp"

#include <boost/pool/simple_segregated_storage.hpp>

#include <sys/mman.h>
#include <sys/resource.h>

#include <array>
#include <functional>
#include <mutex>

namespace pecprobe {

namespace {

/// Room for the passwords of about a hundred sessions, in each form that is looked for, and what stays where the system
/// allows little: half of the 64 kB that were usual for many years. What finds no room stands elsewhere.
constexpr std::array<std::size_t, 2> k_sizes{512 * 1024, 32 * 1024};
constexpr rlim_t k_share = 4;  // of what is allowed

/// Whether a piece of this size leaves others of this process enough.
bool is_modest(std::size_t size) noexcept {
  rlimit allowed{};
  return size == k_sizes.back() || (::getrlimit(RLIMIT_MEMLOCK, &allowed) == 0 && size <= allowed.rlim_cur / k_share);
}

class LockedMemory {
 public:
  LockedMemory() noexcept {
    for (const std::size_t size : k_sizes) {
      if (m_begin == nullptr && is_modest(size)) {
        use(size);
      }
    }
  }

  void* take() noexcept {
    const std::lock_guard lock(m_mutex);
    return m_pieces.empty() ? nullptr : m_pieces.malloc();
  }

  bool give_back(void* memory) noexcept {
    const std::less<> before;
    if (m_begin == nullptr || before(memory, m_begin) || !before(memory, m_begin + m_size)) {
      return false;
    }
    const std::lock_guard lock(m_mutex);
    m_pieces.free(memory);
    return true;
  }

 private:
  void use(std::size_t size) noexcept {
    void* const pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
      return;
    }
    if (::mlock(pages, size) != 0) {
      ::munmap(pages, size);
      return;
    }
#ifdef MADV_DONTDUMP
    ::madvise(pages, size, MADV_DONTDUMP);
#endif
    m_begin = static_cast<char*>(pages);
    m_size = size;
    m_pieces.add_block(pages, size, k_locked_piece);
  }

  std::mutex m_mutex;
  char* m_begin = nullptr;  // null: none
  std::size_t m_size = 0;
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
