module parley/load

go 1.19
