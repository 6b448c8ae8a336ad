-- Opens totals.sql as a user would, asks for everything, and writes what it saw to the file $SEEN.
local seen = {}

local function wait(what, done)
  if not vim.wait(90000, done, 20) then error('waited in vain for ' .. what) end
end

local function run()
  vim.cmd('edit totals.sql')
  local buffer = vim.api.nvim_get_current_buf()
  -- Until trades.sql has been read the stream may have any column.
  wait('diagnostics', function()
    for _, one in ipairs(vim.diagnostic.get(buffer)) do
      if one.message:find('no column') then return true end
    end
  end)
  seen.diagnostics = vim.tbl_map(function(one)
    local line = vim.api.nvim_buf_get_lines(buffer, one.lnum, one.lnum + 1, true)[1]
    local lsp = one.user_data and one.user_data.lsp or {}
    return {
      code = one.code or lsp.code,
      line = one.lnum,
      text = line:sub(one.col + 1, one.end_col),
      href = lsp.codeDescription and lsp.codeDescription.href or nil,
    }
  end, vim.diagnostic.get(buffer))

  vim.api.nvim_win_set_cursor(0, { 3, 6 })
  vim.lsp.buf.hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
    end
  end
  wait('hover', float)
  local shown = vim.api.nvim_win_get_buf(float())
  seen.hover = table.concat(vim.api.nvim_buf_get_lines(shown, 0, -1, true), '\n')
  vim.api.nvim_win_close(float(), true)

  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = 1, character = 7 },
  }, 10000)
  seen.completion = {}
  for _, answer in pairs(answers) do
    for i = 1, 5 do table.insert(seen.completion, answer.result.items[i].label) end
  end

  vim.lsp.buf.rename('sales')
  local function text(name) return table.concat(vim.api.nvim_buf_get_lines(vim.fn.bufnr(name), 0, -1, true), '\n') end
  wait('rename', function() return text('totals.sql'):find('FROM sales') ~= nil end)
  wait('rename in the other file', function() return vim.fn.bufnr('trades.sql') > 0 end)
  seen.renamed = { trades = text('trades.sql'), totals = text('totals.sql') }
end

local fine, problem = pcall(run)
if not fine then seen.problem = tostring(problem) .. '\n' .. vim.api.nvim_exec('messages', true) end
local file = assert(io.open(vim.env.SEEN, 'w'))
file:write(vim.json.encode(seen))
file:close()
vim.cmd('qall!')
