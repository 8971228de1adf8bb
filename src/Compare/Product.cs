using System.Reflection;

namespace RbmTheory.Compare;

/// <summary>The program's name and version.</summary>
public static class Product
{
    /// <summary>Version, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
