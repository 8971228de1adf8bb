namespace RbmTheory.Compare;

/// <summary>The user interrupted the program. The message is one line that says how to go on.</summary>
/// <param name="message">One line.</param>
public sealed class InterruptedException(string message) : OperationCanceledException(message);
