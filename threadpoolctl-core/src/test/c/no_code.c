/* A library of data only, which is mapped without any code. */

const int answer = 42;
