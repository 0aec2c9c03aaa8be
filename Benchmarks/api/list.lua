-- wrk -t1 -c16 -d8s --latency -s Benchmarks/api/list.lua http://127.0.0.1:18903 -- filter|full
function init(args)
   wrk.method = "POST"
   if args[1] == "filter" then
      wrk.path = "/list/resources_sql?page_number=1&page_size=50"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = '{"gpu_name":"a100","gpu_capacity_min":70,"cpu_count_min":8}'
   else
      wrk.path = "/list/resources_sql"
      wrk.headers["Content-Length"] = "0"
   end
   prepared = wrk.format()
end

function request() return prepared end
