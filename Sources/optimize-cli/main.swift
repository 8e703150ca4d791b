print("optimize-cli")
