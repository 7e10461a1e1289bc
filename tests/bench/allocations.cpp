#include "tests/bench/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local pecprobe::bench::Allocations t_allocations;

}  // namespace

namespace pecprobe::bench {

Allocations allocations() noexcept { return t_allocations; }

}  // namespace pecprobe::bench

// The standard's other forms, for arrays and without exceptions, end up in these.
void* operator new(std::size_t size) {
  ++t_allocations.count;
  t_allocations.bytes += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) {  // NOLINT: this is where `new` gets it from
    return memory;
  }
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }  // NOLINT

void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }  // NOLINT
