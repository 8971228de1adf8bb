using System.Globalization;
using RbmTheory.Simulation.Trees;
using RbmTheory.Simulation.Trees.Formats;

namespace RbmTheory.Simulation.Tests.Trees;

public class NewickTests
{
    [Fact]
    public void A_tree_by_hand()
        => Assert.Equal("(((a:0,d:0)update-1600:1.386294,c:1.386294)update-400:1.386294,(b:0,e:0)update-1600:2.772589)update-100;\n",
            Newick.Of(MadeUpTree.Root, ["a", "b", "c", "d", "e"]));

    [Fact]
    public void It_parses_back_with_any_names()
    {
        string[] names = ["one two", "it's", "(x:1,y)", "plain", "a;b[c]"];
        Node read = Parser.Read(Newick.Of(MadeUpTree.Root, names));
        Same(MadeUpTree.Root, read);
        // Every leaf is at the oldest age: ln 1600/100 from the root, each length with six decimals.
        Assert.All(Leaves(read, 0), leaf => Assert.Equal(Math.Log(16), leaf.Distance, 3 * 5e-7));
        Assert.Equal(names.Order(), Leaves(read, 0).Select(leaf => leaf.Name).Order());

        void Same(ModeNode node, Node found)
        {
            if (node.Children.Count == 0)
            {
                Assert.Equal(node.Members.Select(n => names[n]), found.Children.Count > 0
                    ? found.Children.Select(child => child.Name) : [found.Name]);
                return;
            }

            Assert.Equal($"update-{node.Parting:0}", found.Name);
            Assert.Equal(node.Children.Count, found.Children.Count);
            foreach ((ModeNode child, Node other) in node.Children.Zip(found.Children))
                Same(child, other);
        }
    }

    [Fact]
    public void Names_that_are_missing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Newick.Of(MadeUpTree.Root, ["a", "b", "c", "d"]));
        Assert.Throws<ArgumentException>(() => Newick.Of(MadeUpTree.Root, ["a", "b", "", "d", "e"]));
    }

    [Fact]
    public void A_strip_of_colours_has_a_legend_and_a_row_for_each_leaf()
    {
        Assert.Equal("""
            DATASET_COLORSTRIP
            SEPARATOR TAB
            DATASET_LABEL→region
            COLOR→#888888
            LEGEND_TITLE→region
            LEGEND_SHAPES→1→1
            LEGEND_COLORS→#112233→#445566
            LEGEND_LABELS→far away→near
            DATA
            7→#445566→near
            9→#112233→far away

            """.Replace('→', '\t'), ColourStrip.Of("region", [("7", "near"), ("9", "far\taway")],
                [("far\taway", "#112233"), ("near", "#445566")]));
        Assert.Throws<ArgumentException>(() => ColourStrip.Of("x", [("7", "near")], []));
    }

    private static IEnumerable<(string Name, double Distance)> Leaves(Node node, double above)
        => node.Children.Count == 0 ? [(node.Name, above + node.Length)]
            : node.Children.SelectMany(child => Leaves(child, above + node.Length));

    private sealed record Node(string Name, double Length, IReadOnlyList<Node> Children);

    /// <summary>A reader of the format, with quoted names.</summary>
    private sealed class Parser(string text)
    {
        private int _at;

        public static Node Read(string text)
        {
            Parser parser = new(text);
            Node root = parser.One();
            Assert.Equal(";\n", text[parser._at..]);
            return root;
        }

        private Node One()
        {
            List<Node> children = [];
            if (text[_at] == '(')
            {
                do
                {
                    _at++;
                    children.Add(One());
                }
                while (text[_at] == ',');
                Assert.Equal(')', text[_at++]);
            }

            string name = Name();
            double length = 0;
            if (text[_at] == ':')
            {
                int from = ++_at;
                while (char.IsAsciiDigit(text[_at]) || text[_at] == '.')
                    _at++;
                length = double.Parse(text[from.._at], CultureInfo.InvariantCulture);
            }

            return new(name, length, children);
        }

        private string Name()
        {
            int from = _at;
            if (text[_at] != '\'')
            {
                while (!",():;".Contains(text[_at], StringComparison.Ordinal))
                    _at++;
                return text[from.._at];
            }

            for (_at++; text[_at] != '\'' || text[_at + 1] == '\''; _at += text[_at] == '\'' ? 2 : 1)
            {
            }

            return text[(from + 1)..(_at++)].Replace("''", "'", StringComparison.Ordinal);
        }
    }
}
