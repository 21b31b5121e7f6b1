package marketswarm;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor plan, executable: which way dependencies point, and that every service has its five parts. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("marketswarm", "routes");

    @Test
    void dependencies_point_from_the_door_to_the_domain() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("door")
                .definedBy("marketswarm")
                .layer("routes")
                .definedBy("routes..")
                .layer("component")
                .definedBy("marketswarm.component..")
                .layer("rooms")
                .definedBy(
                        "marketswarm.feed..",
                        "marketswarm.market..",
                        "marketswarm.analysis..",
                        "marketswarm.gateway..",
                        "marketswarm.mesh..")
                .layer("truth")
                .definedBy("marketswarm.truth..")
                .layer("redis")
                .definedBy("marketswarm.redis..")
                .layer("domain")
                .definedBy("marketswarm.domain..")
                .layer("admin")
                .definedBy("marketswarm.admin..")
                .layer("demo")
                .definedBy("marketswarm.demo..")
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("routes")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("component")
                .mayOnlyBeAccessedByLayers("door", "routes")
                .whereLayer("rooms")
                .mayOnlyBeAccessedByLayers("door", "routes", "component")
                .whereLayer("truth")
                .mayOnlyBeAccessedByLayers("door", "routes", "component", "rooms", "admin", "demo")
                .whereLayer("redis")
                .mayOnlyBeAccessedByLayers("door", "routes", "component", "rooms", "truth", "admin", "demo")
                .whereLayer("admin")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("demo")
                .mayOnlyBeAccessedByLayers("door")
                .check(HOUSE);
    }

    @Test
    void camel_is_met_only_in_the_door_the_routes_the_components_and_the_placeholders() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "marketswarm", "routes..", "marketswarm.component..", "marketswarm.truth.placeholder..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(HOUSE);
    }

    @Test
    void the_domain_knows_no_library() {
        classes()
                .that(resideInAPackage("marketswarm.domain..").and(not(simpleName("package-info"))))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("marketswarm.domain..", "java..", "org.jspecify..")
                .check(HOUSE);
    }

    @Test
    void service_rooms_meet_only_through_redis_and_the_domain() {
        slices().matching("marketswarm.(feed|market|analysis|gateway|mesh)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void no_room_depends_on_itself_by_way_of_another() {
        slices().matching("marketswarm.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("marketswarm.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void nothing_comes_round_by_the_wall_clock_which_somebody_may_set_back() throws IOException {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .check(HOUSE);
        try (Stream<Path> routes = Files.list(Path.of("src/main/java/routes"))) {
            assertThat(routes.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("timer:"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"massive", "rss_agg", "vexy_ai", "sse_gateway", "mesh_coordinator", "logger"})
    void every_service_has_its_five_parts(String service) throws IOException {
        assertThat(routesOf(service)).exists();
        assertThat(read("src/main/java/marketswarm/truth/Settings.java")).contains("record " + camel(service) + "(");
        assertThat(read("src/main/java/marketswarm/Main.java")).contains("case \"" + service + "\"");
        assertThat(read("compose/compose.yaml")).contains("SERVICE_ID: " + service);
        assertThat(read("truth-samples/truth.json")).contains("\"" + service + "\"");
    }

    private static Path routesOf(String service) {
        String name = switch (service) {
            case "massive" -> "MassiveRoutes";
            case "rss_agg" -> "RssRoutes";
            case "vexy_ai" -> "VexyRoutes";
            case "sse_gateway" -> "GatewayRoutes";
            default -> "MeshRoutes";
        };
        return Path.of("src/main/java/routes", name + ".java");
    }

    private static String camel(String service) {
        StringBuilder name = new StringBuilder();
        for (String word : List.of(service.split("_", -1)))
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        return name.toString();
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
