package dev.reconciler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * Holds the package table: data flows down it, imports point up it. {@code org.bson} may be used
 * everywhere, since the platform's values are BSON.
 */
@AnalyzeClasses(packages = "dev.reconciler", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule model_knows_the_jdk_and_the_bson_types =
            classes()
                    .that()
                    .resideInAnyPackage(ours("model"))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.reconciler.model..", "java..", "org.bson..", "org.jspecify..");

    @ArchTest static final ArchRule source = importing("source", "model");
    @ArchTest static final ArchRule compare = importing("compare", "model", "source");
    @ArchTest static final ArchRule verify = importing("verify", "model", "source");
    @ArchTest static final ArchRule decide = importing("decide", "model", "compare", "verify");
    @ArchTest static final ArchRule plan = importing("plan", "model", "decide");
    @ArchTest static final ArchRule approve = importing("approve", "model", "plan");
    @ArchTest static final ArchRule apply = importing("apply", "model", "plan", "approve");
    @ArchTest static final ArchRule confirm = importing("confirm", "model", "source", "plan");

    @ArchTest
    static final ArchRule nothing_above_imports_report =
            unknown("report", "job", "app").because("reports show, they decide nothing");

    @ArchTest static final ArchRule nothing_above_imports_job = unknown("job", "app");
    @ArchTest static final ArchRule nothing_above_imports_app = unknown("app");

    /** The external sort is no adapter: whoever may import source may sort. */
    @ArchTest
    static final ArchRule adapters_are_known_only_where_they_are_wired =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ours("source", "apply", "report", "job", "app"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ours(
                                    "source.mongo",
                                    "source.dump",
                                    "source.pointerlog",
                                    "source.store",
                                    "apply.mongo"));

    @ArchTest
    static final ArchRule no_package_cycles =
            slices().matching("dev.reconciler.(**)").should().beFreeOfCycles();

    @ArchTest static final ArchRule spring = only(ours("job", "app"), "org.springframework..");

    @ArchTest static final ArchRule spring_batch = only(ours("job"), "org.springframework.batch..");

    @ArchTest
    static final ArchRule mongodb_client =
            only(ours("source.mongo", "apply.mongo"), "com.mongodb..");

    @ArchTest
    static final ArchRule aws_sdk = only(ours("source.store"), "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule jdbc =
            only(ours("job.ledger"), "java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @ArchTest static final ArchRule command_line_library = only(ours("app"), "picocli..");

    @ArchTest
    static final ArchRule only_app_prints =
            noClasses().that().resideOutsideOfPackages(ours("app")).should(ACCESS_STANDARD_STREAMS);

    /** Of our packages, the named one and its leaves import only themselves and the others. */
    private static ArchRule importing(String name, String... others) {
        var allowed =
                ours(Stream.concat(Stream.of(name), Stream.of(others)).toArray(String[]::new));
        return classes()
                .that()
                .resideInAnyPackage(ours(name))
                .should()
                .onlyDependOnClassesThat(isNotOursBut(allowed));
    }

    private static DescribedPredicate<JavaClass> isNotOursBut(String... allowed) {
        return JavaClass.Predicates.resideOutsideOfPackage("dev.reconciler..")
                .or(JavaClass.Predicates.resideInAnyPackage(allowed));
    }

    /** Nobody but the package itself and the others imports the named one. */
    private static ArchRule unknown(String name, String... others) {
        var allowed =
                ours(Stream.concat(Stream.of(name), Stream.of(others)).toArray(String[]::new));
        return only(allowed, ours(name));
    }

    private static ArchRule only(String[] where, String... what) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(where)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(what);
    }

    private static String[] ours(String... names) {
        return Stream.of(names).map(name -> "dev.reconciler." + name + "..").toArray(String[]::new);
    }
}
