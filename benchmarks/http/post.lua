-- The request that wrk sends: the body is the file named by the first argument, of the media type
-- named by the second. With a third argument, a header changes with each request.

local number = 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  wrk.method = "POST"
  wrk.headers["Content-Type"] = arguments[2]
  wrk.body = file:read("*a")
  file:close()
  if arguments[3] then
    request = function()
      number = number + 1
      wrk.headers["X-Request-Id"] = string.format("%016x", number)
      return wrk.format()
    end
  end
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local line = '{"responses": %d, "microseconds": %d, "failures": %d}\n'
  io.write(string.format(line, summary.requests, summary.duration, failed))
end
