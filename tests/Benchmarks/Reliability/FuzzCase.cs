namespace RbmTheory.Benchmarks.Reliability;

/// <summary>One command line with the file that was damaged for it.</summary>
/// <param name="Kind">What is tried: a kind of file, or a verb.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="File">The damaged file, relative to the folder of the case; null where options are tried.</param>
/// <param name="Content">What is in it; null where it is made a folder.</param>
internal sealed record FuzzCase(string Kind, string[] Arguments, string? File = null, byte[]? Content = null);
