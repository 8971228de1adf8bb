using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers;

public class CatalogueTests
{
    private static readonly Paper[] Two =
    [
        new("first", "First", "", _ => [new FakeExperiment("2", 1), new FakeExperiment("5", 1)]),
        new("second", "Second", "", _ => [new FakeExperiment("5", 1), new FakeExperiment("6", 1)]),
    ];

    [Theory]
    [InlineData("2", "first", "2")]
    [InlineData("6", "second", "6")]
    [InlineData("first/5", "first", "5")]
    [InlineData("second/5,6", "second", "5 6")]
    [InlineData("2,5", "first", "2 5")] // the first number tells
    public void A_figure_is_found_by_its_paper_or_where_one_paper_alone_has_it(string text, string paper, string numbers)
    {
        (Paper found, IReadOnlyList<Experiment> experiments) = Catalogue.Resolve(Two, Preset.Quick, text);
        Assert.Equal((paper, numbers), (found.Name, string.Join(' ', experiments.Select(e => e.Number))));
    }

    [Theory]
    [InlineData("5", "figure = 5, but several papers have one: say which, as in first/5 or second/5")]
    [InlineData("7", "figure = 7, but it should be one of first/2, first/5, second/5, second/6")]
    [InlineData("third/5", "figure = third/5, but it should be one of first/2, first/5, second/5, second/6")]
    [InlineData("first/6", "figure = 6, but it should be one of 2, 5")]
    [InlineData("", "figure = , but it should be one of first/2, first/5, second/5, second/6")]
    public void What_cannot_be_found_is_refused_with_the_choices(string text, string message)
        => Assert.Equal(message, Assert.Throws<InputException>(() => Catalogue.Resolve(Two, Preset.Quick, text)).Message);

    [Fact]
    public void A_paper_is_named_or_all_are()
    {
        Assert.Equal([HarshPaper.Paper], Catalogue.Named("harsh"));
        Assert.Equal(Catalogue.Papers, Catalogue.Named("all"));
        Assert.Equal(
            "--paper = 5, but it should be one of harsh, fissore, decelle, all", Assert.Throws<InputException>(() => Catalogue.Named("5")).Message);
    }

    [Fact]
    public void Names_of_papers_are_folders_and_words_of_a_command_line()
        => Assert.All(Catalogue.Papers, p => Assert.Matches("^[a-z]+$", p.Name));

    [Theory]
    [InlineData(Preset.Paper, null, false, "reports/first")]
    [InlineData(Preset.Quick, null, true, "reports/quick/first")]
    [InlineData(Preset.Quick, "here", false, "here")]
    [InlineData(Preset.Paper, "here", true, "here/first")]
    public void A_report_has_a_folder_of_its_own(Preset preset, string? given, bool isOneOfSeveral, string folder)
        => Assert.Equal(folder, ReportCommand.FolderOf(Two[0], preset, given, isOneOfSeveral).Replace('\\', '/'));

    [Fact]
    public void Errata_close_the_report_of_Harsh()
        => Assert.IsType<ErrataPage>(HarshPaper.Paper.Of(Preset.Paper)[^1]);
}
