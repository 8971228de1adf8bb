namespace RbmTheory.Theory.Exact;

/// <summary>The name of an unknown; two symbols are the same iff their plain names are.</summary>
public sealed class Symbol : IEquatable<Symbol>
{
    private readonly int _hash;

    /// <summary>A symbol with its name in plain text, and in LaTeX where that differs.</summary>
    /// <param name="name">The plain name; not empty.</param>
    /// <param name="latex">The LaTeX name; the plain one if null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public Symbol(string name, string? latex = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Latex = latex ?? name;
        _hash = name.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The plain name.</summary>
    public string Name { get; }

    /// <summary>The LaTeX name.</summary>
    public string Latex { get; }

    /// <summary>A symbol is a polynomial.</summary>
    public static implicit operator Polynomial(Symbol symbol) => Polynomial.Power(symbol, 1);

    /// <inheritdoc/>
    public bool Equals(Symbol? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Symbol);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The plain name.</summary>
    public override string ToString() => Name;
}
