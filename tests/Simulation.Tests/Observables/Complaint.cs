namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>A bad argument is answered in one line.</summary>
internal static class Complaint
{
    public static void Says(string message, Func<object> act)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(act).Message);
}
