namespace RbmTheory.Compare;

/// <summary>
/// Something the user gave cannot be used: an option, a file, a folder, a record. The message is one line that names
/// it and says what is allowed; the program prints it and exits with code 2.
/// </summary>
/// <param name="message">One line.</param>
public sealed class InputException(string message) : Exception(message)
{
    /// <summary>What an error says, to stand in brackets within such a line.</summary>
    /// <param name="error">An error, whose message may have several lines.</param>
    internal static string ReasonOf(Exception error) => error.Message.Split('\n')[0].TrimEnd('\r', '.');
}
