// What every page of `pecprobe serve` shares: its head, its navigation, the one way in which a form is protected.
#pragma once

#include "probe/report/language.hpp"

#include <functional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace pecprobe::page {

/// The pages that the navigation leads to.
enum class Place { check, rotate, accounts, elsewhere };

/// What the server knows of whoever asks.
struct PageContext {
  Language language = Language::italian;
  std::string form_token;     // one-time; stands in every form of the page as `form_token`
  bool has_accounts = false;  // an accounts file is served: the navigation has its overview
};

/// The value of the header Content-Security-Policy of every answer: nothing but the page's own style and script, no
/// outside request, no frame, no script made of texts (Content Security Policy Level 3, Trusted Types).
inline constexpr std::string_view k_content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// A page that has not ended asks for itself again after this, where no script does better.
enum class Refresh { none, soon };

/// The whole document: head, navigation, `content` inside `main` behind the heading `title`, script.
[[nodiscard]] std::string whole_page(const PageContext& context, Place place, const std::string& title, Refresh refresh,
                                     const std::function<void(pugi::xml_node main)>& content);

}  // namespace pecprobe::page
