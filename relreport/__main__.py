from relreport.cli import main

main()
