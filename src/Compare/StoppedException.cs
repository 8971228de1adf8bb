namespace RbmTheory.Compare;

/// <summary>
/// A computation stopped by itself, as numbers left what it can go on with. The message is one line; the program prints
/// it and exits with code 3.
/// </summary>
/// <param name="message">One line.</param>
public sealed class StoppedException(string message) : Exception(message);
