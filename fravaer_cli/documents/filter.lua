-- Pandoc filter: our HTML's classes → Word's styles, or calls of our Typst preamble.
--
-- All text becomes a raw inline with every ASCII punctuation mark escaped on its way to Typst: pandoc's own writer lets
-- «1. april», «+ 47» and «= x» act as markup. Attributes are read by name, and only numbers are taken from them.

local to_typst = FORMAT == "typst"
local STYLES = { undertittel = "Undertittel", ingress = "Ingress", liten = "Liten", ramme = "Ramme", detalj = "Detalj", valg = "Valg" }
local TABLES = { rutenett = "Rutenett", fakta = "Fakta", kalender = "Kalender" }
local LONG_ROW = 24 -- lines in one cell: the row may break, for it could fill half a page and leave the other half empty
local LINE = 100 -- characters on a line across the page
local BREAK_WEIGHT = 1.5 -- a line end counts for more than a line: on a landscape page there are fewer, longer ones
local COMPOUND = 14 -- characters: such a word may be hyphenated in a narrow column; names and short words are not
local LONG_WORD = 30 -- characters: such a word may break anywhere
local WORD_PART = 8
local BREAK = utf8.char(0x200B)

local function raw(text) return pandoc.RawBlock(FORMAT == "docx" and "openxml" or "typst", text) end
local function raw_inline(text) return pandoc.RawInline(FORMAT == "docx" and "openxml" or "typst", text) end
local function number(el, name, default, most)
  local n = math.tointeger(tonumber(el.attributes[name] or "")) or default
  return math.max(1, math.min(n, most))
end

local function escape(text) return (text:gsub("[%p]", "\\%0")) end

-- What belongs to the character before it: a combining mark, a joiner, a variation or a skin colour.
local function joins(code)
  return code >= 0x300 and code <= 0x36F or code >= 0x1AB0 and code <= 0x1AFF or code >= 0x1DC0 and code <= 0x1DFF
    or code >= 0x20D0 and code <= 0x20FF or code >= 0x200B and code <= 0x200F or code >= 0x2060 and code <= 0x206F
    or code >= 0xFE00 and code <= 0xFE2F or code >= 0x1F3FB and code <= 0x1F3FF or code >= 0xE0000
end

local function breakable(text)
  if utf8.len(text) <= LONG_WORD then return escape(text) end
  local out, part, n = {}, {}, 0
  for _, code in utf8.codes(text) do
    if n >= WORD_PART and not joins(code) then
      out[#out + 1] = escape(table.concat(part))
      part, n = {}, 0
    end
    part[#part + 1] = utf8.char(code)
    n = n + 1
  end
  out[#out + 1] = escape(table.concat(part))
  return table.concat(out, BREAK)
end

-- Word ---------------------------------------------------------------------------------------------------------------

local CHECKBOX = [[<w:sdt><w:sdtPr><w:alias w:val="Avkryssing"/><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="%d"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>%s</w:t></w:r></w:sdtContent></w:sdt>]]
local EMPTY_LINE = [[<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr></w:p>]]
local LINE_ABOVE = [[<w:p><w:pPr><w:pStyle w:val="Skrivelinje"/><w:keepNext/></w:pPr></w:p>]]
-- Not a break within a paragraph: after a full page that would leave one empty.
local NEW_PAGE = [[<w:p><w:pPr><w:pStyle w:val="Seksjonsslutt"/><w:keepNext/><w:pageBreakBefore/></w:pPr></w:p>]]
-- What stands between is to be kept on one page; the pass over the Word file sees to it.
local HOLD = [[<w:p data-hold="%s"/>]]
local LANDSCAPE = [[<w:p><w:pPr><w:pStyle w:val="Seksjonsslutt"/><w:sectPr data-retning="%s"/></w:pPr></w:p>]]

local function word_div(el, class)
  if class == "skrivelinjer" then 
    return raw(LINE_ABOVE:rep(number(el, "linjer", 2, 30) - 1) .. EMPTY_LINE:format("Skrivelinje"))
  end
  if class == "tomrom" then return raw(EMPTY_LINE:format("Tomrom"):rep(number(el, "linjer", 2, 30))) end
  if class == "sideskift" then return raw(NEW_PAGE) end
  if class == "liggende" then
    local blocks = pandoc.List({ raw(LANDSCAPE:format("staaende")) })
    blocks:extend(el.content)
    blocks:insert(raw(LANDSCAPE:format("liggende")))
    return blocks
  end
  if class == "hold" then
    local blocks = pandoc.List({ raw(HOLD:format("fra")) })
    blocks:extend(el.content)
    blocks:insert(raw(HOLD:format("til")))
    return blocks
  end
  if STYLES[class] then
    el.attributes["custom-style"] = STYLES[class]
    return el
  end
  return el.content
end

-- Typst --------------------------------------------------------------------------------------------------------------

local function wrapped(call, content)
  local blocks = pandoc.List({ raw("#" .. call .. "[") })
  blocks:extend(content)
  blocks:insert(raw("]"))
  return blocks
end

local function typst_div(el, class)
  if class == "skrivelinjer" then return raw(("#skrivelinjer(%d)"):format(number(el, "linjer", 2, 30))) end
  if class == "tomrom" then return raw(("#tomrom(%d)"):format(number(el, "linjer", 2, 30))) end
  if class == "sideskift" then return raw("#sideskift") end
  if class == "liggende" or class == "hold" or STYLES[class] then return wrapped(class, el.content) end
  return el.content
end

local function columns(tbl)
  local widths = {}
  for _, spec in ipairs(tbl.colspecs) do
    local width = spec[2]
    widths[#widths + 1] = (type(width) == "number" and width > 0) and ("%.4ffr"):format(width) or "1fr"
  end
  return "(" .. table.concat(widths, ", ") .. ",)"
end

local function add_row(blocks, row, heads, may_break)
  for i, cell in ipairs(row.cells) do
    local head = i <= heads
    blocks:insert(raw(("table.cell(colspan: %d, rowspan: %d, breakable: %s)[%s"):format(
      cell.col_span, cell.row_span, may_break and "true" or "false", head and "#radhode[" or "")))
    blocks:extend(cell.contents)
    blocks:insert(raw(head and "]]," or "],"))
  end
end

local function shares(tbl)
  return pandoc.List(tbl.colspecs):map(function(spec)
    return (type(spec[2]) == "number" and spec[2] > 0) and spec[2] or 1 / #tbl.colspecs
  end)
end

local function is_long(row, share)
  local column = 1
  for _, cell in ipairs(row.cells) do
    local width = 0
    for i = column, column + cell.col_span - 1 do width = width + (share[i] or 0) end
    column = column + cell.col_span
    local signs = utf8.len(pandoc.utils.stringify(cell.contents))
    local lines, breaks = signs / (LINE * math.max(width, 0.05)), 0
    if lines <= LONG_ROW and signs > LONG_ROW then
      local count = function() breaks = breaks + 1 end
      cell.contents:walk({ LineBreak = count, Para = count, Plain = count })
    end
    if lines + breaks * BREAK_WEIGHT > LONG_ROW then return true end
  end
  return false
end

local function typst_table(tbl, class)
  local has_head = #tbl.head.rows > 0
  local blocks = pandoc.List({ raw(("#%s(columns: %s, hode: %s,"):format(class, columns(tbl), has_head and "true" or "false")) })
  if has_head then
    blocks:insert(raw("table.header("))
    for _, row in ipairs(tbl.head.rows) do add_row(blocks, row, 0, false) end
    blocks:insert(raw("),"))
  end
  local share = shares(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do add_row(blocks, row, body.row_head_columns, is_long(row, share)) end
  end
  blocks:insert(raw(")"))
  return blocks
end

-- The filter ---------------------------------------------------------------------------------------------------------

local function class_of(el, known)
  for _, class in ipairs(el.classes) do
    if known == nil or known[class] then return class end
  end
  return nil
end

-- In a column a compound may be hyphenated; a name, an address or a short word may not.
local function hyphenated(el)
  local length = utf8.len(el.text)
  local word = el.text:gsub("[%.,:;!%?]+$", "")
  if length < COMPOUND or length > LONG_WORD or word:find("[%p%d]") then return nil end
  return { raw_inline("#langt["), el, raw_inline("]") }
end

-- Word knows no row headings: they get a style of their own.
local function with_named_rows(body)
  body.body = pandoc.List(body.body):map(function(row)
    local cells = pandoc.List(row.cells):map(function(cell) return cell end)
    for i = 1, math.min(body.row_head_columns, #cells) do
      local cell = cells[i]
      local text = pandoc.List(cell.contents):map(function(block)  -- a Plain takes no style
        return block.t == "Plain" and pandoc.Para(block.content) or block
      end)
      local named = pandoc.Div(text, { ["custom-style"] = "Faktanavn" })
      cells[i] = pandoc.Cell({ named }, cell.alignment, cell.row_span, cell.col_span, cell.attr)
    end
    return pandoc.Row(cells, row.attr)
  end)
  return body
end

local function table_of(tbl)
  local class = class_of(tbl, TABLES) or "rutenett"
  if to_typst then return typst_table(tbl:walk({ Str = hyphenated }), class) end
  tbl.bodies = tbl.bodies:map(with_named_rows)
  tbl.attributes["custom-style"] = TABLES[class]
  return tbl
end

local function div_of(el)
  local class = class_of(el) or ""
  if to_typst then return typst_div(el, class) end
  return word_div(el, class)
end

local function span_of(el)
  if el.classes:includes("boks") then
    local ticked = el.attributes["krysset"] == "ja"
    if to_typst then return raw_inline(("#boks(%s)"):format(ticked and "true" or "false")) end
    return raw_inline(CHECKBOX:format(ticked and 1 or 0, ticked and "☒" or "☐"))
  end
  if el.classes:includes("mangler") then
    if to_typst then
      local inlines = pandoc.List({ raw_inline("#mangler[") })
      inlines:extend(el.content)
      inlines:insert(raw_inline("]"))
      return inlines
    end
    el.attributes["custom-style"] = "Mangler"
    return el
  end
  return el.content
end

local function header_of(el)
  el.identifier = ""
  el.classes, el.attributes = {}, {}
  return el
end

local function nothing() return {} end

local structure = { Table = table_of, Div = div_of, Span = span_of, RawInline = nothing, RawBlock = nothing }
if not to_typst then return { structure } end
structure.Header = header_of
return { structure, { Str = function(el) return raw_inline(breakable(el.text)) end } }
