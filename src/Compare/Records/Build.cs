using System.Reflection;

namespace RbmTheory.Compare.Records;

/// <summary>
/// The build of this program: the module version of every assembly that has a part in the numbers. The compiler makes
/// it from what it compiles, so that the same source has the same one wherever a clone stands, and a changed source
/// another.
/// </summary>
public static class Build
{
    /// <summary>Module versions by the name of the assembly, the halves before the program.</summary>
    public static IReadOnlyDictionary<string, Guid> Modules { get; } = Read();

    private static Dictionary<string, Guid> Read()
    {
        Assembly program = typeof(Build).Assembly;
        return program.GetReferencedAssemblies()
            .Where(a => a.Name!.StartsWith("RbmTheory.", StringComparison.Ordinal))
            .OrderByDescending(a => a.Name, StringComparer.Ordinal)
            .Select(Assembly.Load)
            .Append(program)
            .ToDictionary(a => a.GetName().Name!, a => a.ManifestModule.ModuleVersionId);
    }
}
