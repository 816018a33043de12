"""A tenant's ETL worker: pulls queues and conversation details of the tenant's divisions, and refuses to start with any other access."""
