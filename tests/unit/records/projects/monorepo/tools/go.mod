module example.org/tools

go 1.24

require (
	github.com/spf13/cobra v1.9.1
	github.com/rabbitmq/amqp091-go v1.10.0 // indirect
)
