-- Dovecot's passdb: decides about every login and writes each attempt to the journal before it answers.
local accounts = @ACCOUNTS@
local journal_path = "@JOURNAL@"

local function json(text)
  return '"' .. text:gsub('[^%w@._+-]', function(c) return string.format('\\u%04x', c:byte()) end) .. '"'
end

local function record(request, result)
  local journal = assert(io.open(journal_path, "a"))
  journal:write(string.format('{"service": %s, "user": %s, "server": %s, "result": "%s"}\n', json(request.service),
                              json(request.user), json(request.local_ip or ""), result))
  journal:close()
end

local function decide(request, password)
  local account = accounts[request.user]
  if account == nil then
    return "unknown", dovecot.auth.PASSDB_RESULT_USER_UNKNOWN
  elseif account.state == "temporary" then
    return "temporary", dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE
  elseif account.password ~= password then
    return "mismatch", dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH
  elseif account.barred[request.service] then
    return "barred", dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH
  elseif account.state == "expired" then
    return "expired", dovecot.auth.PASSDB_RESULT_PASS_EXPIRED
  elseif account.state == "disabled" then
    return "disabled", dovecot.auth.PASSDB_RESULT_USER_DISABLED
  elseif account.nologin ~= "" then
    return "nologin", dovecot.auth.PASSDB_RESULT_OK, {nologin = "yes", reason = account.nologin}
  end
  return "ok", dovecot.auth.PASSDB_RESULT_OK, {}
end

function auth_password_verify(request, password)
  local name, result, fields = decide(request, password)
  record(request, name)
  return result, fields or name
end
