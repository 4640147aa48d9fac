// One number for each of as many trials as a vector holds: what the kernels of the cost model compute with.
global using Lanes = System.Numerics.Vector<double>;
