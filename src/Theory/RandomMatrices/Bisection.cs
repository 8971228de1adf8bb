namespace RbmTheory.Theory.RandomMatrices;

/// <summary>Roots of monotone functions that may be infinite at the ends of their interval.</summary>
internal static class Bisection
{
    // An interval halved this often is narrower than the spacing of doubles, unless its root is much nearer to 0 than
    // its ends are; there this is an absolute accuracy of 1e-30 of its width.
    private const int Halvings = 100;

    /// <summary>The root of a function, negative on the side of one end and not on that of the other.</summary>
    public static double Find(Func<double, double> function, double negative, double positive)
    {
        for (int n = 0; n < Halvings; n++)
        {
            double middle = negative + (0.5 * (positive - negative));
            if (middle == negative || middle == positive)
                break;
            if (function(middle) < 0)
                negative = middle;
            else
                positive = middle;
        }

        return positive;
    }

    /// <summary>
    /// The root s &gt; 0 of an increasing function that is negative at 0+: s is bracketed by halving, so that it keeps
    /// its digits however small it is. 0 where it is below 1e-300.
    /// </summary>
    /// <param name="function">Increasing, and not negative at <paramref name="upper"/>.</param>
    /// <param name="upper">A bound of the root, &gt; 0.</param>
    public static double FindSmall(Func<double, double> function, double upper)
    {
        while (function(0.5 * upper) >= 0)
        {
            upper *= 0.5;
            if (upper < 1e-300)
                return 0;
        }

        return Find(function, 0.5 * upper, upper);
    }
}
