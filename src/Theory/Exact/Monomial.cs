namespace RbmTheory.Theory.Exact;

/// <summary>
/// A product of powers of symbols, Π s^n, in the order of their names. Powers are integers other than 0; negative ones
/// are allowed, so that 1/κ or 1/(L − 1) = q can stand in a polynomial.
/// </summary>
public sealed class Monomial : IEquatable<Monomial>, IComparable<Monomial>
{
    private readonly (Symbol Symbol, int Power)[] _factors;
    private readonly int _hash;

    private Monomial((Symbol Symbol, int Power)[] factors)
    {
        _factors = factors;
        var hash = new HashCode();
        foreach ((Symbol symbol, int power) in factors)
        {
            hash.Add(symbol);
            hash.Add(power);
            Degree += power;
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The empty product, 1.</summary>
    public static Monomial One { get; } = new([]);

    /// <summary>The symbols and their powers, in the order of the names.</summary>
    public IReadOnlyList<(Symbol Symbol, int Power)> Factors => _factors;

    /// <summary>The sum of the powers.</summary>
    public int Degree { get; }

    /// <summary>s^n.</summary>
    public static Monomial Of(Symbol symbol, int power) => power == 0 ? One : new([(symbol, power)]);

    /// <summary>The product: powers add, and those that cancel are dropped.</summary>
    public static Monomial operator *(Monomial a, Monomial b)
    {
        if (a._factors.Length == 0)
            return b;
        if (b._factors.Length == 0)
            return a;
        var merged = new List<(Symbol, int)>(a._factors.Length + b._factors.Length);
        int i = 0, j = 0;
        while (i < a._factors.Length && j < b._factors.Length)
        {
            int order = string.CompareOrdinal(a._factors[i].Symbol.Name, b._factors[j].Symbol.Name);
            if (order < 0)
                merged.Add(a._factors[i++]);
            else if (order > 0)
                merged.Add(b._factors[j++]);
            else if (a._factors[i].Power + b._factors[j++].Power is var power && power == 0)
                i++;
            else
                merged.Add((a._factors[i++].Symbol, power));
        }

        merged.AddRange(a._factors.AsSpan(i));
        merged.AddRange(b._factors.AsSpan(j));
        return new([.. merged]);
    }

    /// <summary>The power of one symbol, 0 where it does not occur.</summary>
    public int PowerOf(Symbol symbol)
    {
        foreach ((Symbol factor, int power) in _factors)
        {
            if (factor.Equals(symbol))
                return power;
        }

        return 0;
    }

    /// <summary>The same product without one symbol.</summary>
    public Monomial Without(Symbol symbol)
        => PowerOf(symbol) == 0 ? this : new([.. _factors.Where(factor => !factor.Symbol.Equals(symbol))]);

    /// <inheritdoc/>
    public bool Equals(Monomial? other)
    {
        if (other is null || other._hash != _hash || other._factors.Length != _factors.Length)
            return false;
        for (int i = 0; i < _factors.Length; i++)
        {
            if (_factors[i].Power != other._factors[i].Power || !_factors[i].Symbol.Equals(other._factors[i].Symbol))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Monomial);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>By degree, then by name with the higher power first: the order in which terms are printed.</summary>
    public int CompareTo(Monomial? other)
    {
        if (other is null)
            return 1;
        if (Degree != other.Degree)
            return Degree.CompareTo(other.Degree);
        for (int i = 0; i < Math.Min(_factors.Length, other._factors.Length); i++)
        {
            int order = string.CompareOrdinal(_factors[i].Symbol.Name, other._factors[i].Symbol.Name);
            if (order == 0)
                order = other._factors[i].Power.CompareTo(_factors[i].Power);
            if (order != 0)
                return order;
        }

        return _factors.Length.CompareTo(other._factors.Length);
    }

    /// <summary>As w1*w2^3.</summary>
    public override string ToString()
        => string.Join("*", _factors.Select(f => f.Power == 1 ? f.Symbol.Name : $"{f.Symbol.Name}^{f.Power}"));

    /// <summary>As w_{1} w_{2}^{3}.</summary>
    public string ToLatex()
        => string.Join(" ", _factors.Select(f => f.Power == 1 ? f.Symbol.Latex : $"{f.Symbol.Latex}^{{{f.Power}}}"));

    /// <summary>Whether both are the same product.</summary>
    public static bool operator ==(Monomial? left, Monomial? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Monomial? left, Monomial? right) => !(left == right);

    /// <summary>The order of printing.</summary>
    public static bool operator <(Monomial left, Monomial right) => left.CompareTo(right) < 0;

    /// <summary>The order of printing.</summary>
    public static bool operator >(Monomial left, Monomial right) => left.CompareTo(right) > 0;

    /// <summary>The order of printing.</summary>
    public static bool operator <=(Monomial left, Monomial right) => left.CompareTo(right) <= 0;

    /// <summary>The order of printing.</summary>
    public static bool operator >=(Monomial left, Monomial right) => left.CompareTo(right) >= 0;
}
