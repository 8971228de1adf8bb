using System.Text;

namespace RbmTheory.Theory.Exact;

/// <summary>Polynomials as plain text and as LaTeX.</summary>
internal static class PolynomialText
{
    public static string Plain(Polynomial polynomial)
        => Write(polynomial, coefficient => coefficient.ToString(), monomial => monomial.ToString(), "*");

    public static string Latex(Polynomial polynomial)
        => Write(polynomial, coefficient => coefficient.ToLatex(), monomial => monomial.ToLatex(), " ");

    private static string Write(
        Polynomial polynomial, Func<Rational, string> number, Func<Monomial, string> product, string times)
    {
        var text = new StringBuilder();
        foreach ((Monomial monomial, Rational coefficient) in polynomial.Terms)
        {
            bool first = text.Length == 0;
            text.Append(coefficient.Sign < 0 ? (first ? "-" : " - ") : (first ? "" : " + "));
            Rational size = Rational.Abs(coefficient);
            if (monomial == Monomial.One)
                text.Append(number(size));
            else if (size == Rational.One)
                text.Append(product(monomial));
            else
                text.Append(number(size)).Append(times).Append(product(monomial));
        }

        return text.Length == 0 ? "0" : text.ToString();
    }
}
