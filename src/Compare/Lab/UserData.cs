namespace RbmTheory.Compare.Lab;

/// <summary>Where the user has data that no program may bring along.</summary>
/// <param name="Mnist">The folder of the MNIST files; null where the user names none.</param>
/// <param name="Humans">The folder of the human genotypes; null where the user names none.</param>
public sealed record UserData(string? Mnist = null, string? Humans = null);
