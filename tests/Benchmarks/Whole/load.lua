-- Sends prepared requests, one at random each time, and says in one line what came of it.
-- Arguments: a file of requests, each after a line with its length in bytes; a seed.
local prepared = {}

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for length in file:lines() do
    prepared[#prepared + 1] = file:read(tonumber(length))
  end
  file:close()
  math.randomseed(tonumber(args[2]))
end

function request()
  return prepared[math.random(#prepared)]
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("result %d %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, lost))
end
