-- The requests that wrk sends, and its results in a form for bench/run.py. Without a function for each request or
-- response, so that Lua costs wrk nothing while it measures.

function init(args)
    if args[1] == "echo" then
        wrk.method = "POST"
        wrk.body = string.rep("x", 1024)
    end
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        "RESULT requests=%d micros=%d p50=%d p99=%d connect=%d read=%d write=%d timeout=%d status=%d",
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
