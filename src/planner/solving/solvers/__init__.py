"""One model and its solvers: CP-SAT, and mixed integer programs in processes of their own."""
