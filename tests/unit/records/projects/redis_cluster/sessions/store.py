from redis.cluster import RedisCluster

store = RedisCluster(host="node-1", port=6379)
