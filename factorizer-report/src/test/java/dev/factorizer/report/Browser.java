package dev.factorizer.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/** Chromium without a window, that opens a page from disk. Where it is not installed, a test says that it did not run. */
final class Browser implements AutoCloseable {
    private static final List<String> WITH_WEBGL = List.of("--use-angle=swiftshader", "--enable-unsafe-swiftshader");
    private static final List<String> WITHOUT_WEBGL = List.of("--disable-gpu", "--disable-3d-apis");
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]*)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChromeDriver driver;
    private final List<String> requests = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open(Path page, Path downloads, boolean webgl) {
        return open(page, downloads, webgl, List.of());
    }

    static Browser open(Path page, Path downloads, boolean webgl, List<String> more) {
        Path program = installed("chromium", "chromium-browser", "google-chrome");
        Path service = installed("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,1000", "--force-device-scale-factor=1",
                "--disable-background-networking", "--disable-component-update", "--no-first-run");
        options.addArguments(webgl ? WITH_WEBGL : WITHOUT_WEBGL);
        options.addArguments(more);
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString(), "download.prompt_for_download", false));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // A named driver: Selenium's own search would download one.
        Browser browser = new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(service.toFile())
                .withLogFile(downloads.resolve("chromedriver.log").toFile()).build(), options));
        browser.driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        browser.driver.get(page.toUri().toString());
        return browser;
    }

    private static Path installed(String... names) {
        Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of)
                .flatMap(folder -> Stream.of(names).map(folder::resolve)).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(() -> {
            System.out.println("left out: " + names[0] + " is not installed, which would open the report");
            return new TestAbortedException(names[0] + " is not installed");
        });
    }

    /** Waits until a script says true. */
    void await(String what, String condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(run("return Boolean(" + condition + ")"))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what + "; " + messages());
            }
            Thread.sleep(100);
        }
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Clicks what is not hidden by the bar at the top. */
    void click(String selector) {
        run("document.documentElement.style.scrollBehavior = 'auto'; document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
        find(selector).click();
    }

    /** Chooses from a list, as a user does. */
    void choose(String selector, String value) {
        run("const list = document.querySelector(arguments[0]); list.value = arguments[1];"
                + " list.dispatchEvent(new Event('change', {bubbles: true}))", selector, value);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** What the page complained of. */
    List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage).filter(message -> !message.contains("GPU stall due to ReadPixels")).toList();
    }

    /** Addresses that the page asked for, but those of itself and of data in it. */
    List<String> requests() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            if (entry.getMessage().contains("\"Network.requestWillBeSent\"") || entry.getMessage().contains("\"Network.webSocketCreated\"")) {
                Matcher url = URL.matcher(entry.getMessage());
                while (url.find()) {
                    requests.add(url.group(1));
                }
            }
        }
        return requests.stream().filter(url -> !url.startsWith("data:") && !url.startsWith("blob:")).distinct().toList();
    }

    /** Keeps a picture of what is seen. */
    void picture(String name) throws IOException {
        Path file = Path.of("target/pictures").resolve(name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    void scrollTo(String selector) throws InterruptedException {
        run("document.documentElement.style.scrollBehavior = 'auto'; document.querySelector(arguments[0]).scrollIntoView()", selector);
        Thread.sleep(300);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
