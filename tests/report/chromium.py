"""The page in a real browser: chromium.py PAGE [SCREENSHOTS].

Prints a line per failure and "N checks, N failed"; exits 1 when one failed, 77 when there is no browser.
With a folder SCREENSHOTS, leaves pictures there."""

import os
import re
import sys

try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.keys import Keys
except ImportError:
    print("skipped: selenium for Python is missing; install python3-selenium")
    sys.exit(77)

checks = failed = 0


def check(true, what):
    global checks, failed
    checks += 1
    if not true:
        failed += 1
        print("FAILED:", what)


def start(script=True):
    options = Options()
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND",  # no name leads anywhere
        "--hide-scrollbars",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    log = os.environ.get("HR_CHROMEDRIVER_LOG", os.devnull)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver", log_path=log))


def resize(browser, width, height):
    """The viewport itself, as on a phone: windows have a least width."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def shoot(browser, folder, name):
    if not folder:
        return
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 8000), "scale": 1}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    import base64

    with open(os.path.join(folder, name), "wb") as file:
        file.write(base64.b64decode(shot["data"]))


def requests(browser):
    """Every address that was asked for since the last call."""
    import json

    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            found.append(message["params"].get("request", message["params"])["url"])
    return found


# Contrast of every text against what is behind it (WCAG 2.1): SVG, whose ground is its white card, apart.
CONTRAST = """
function parse(c){const m=c.match(/[\\d.]+/g).map(Number);return m.length<4?[...m,1]:m}
function over(a,b){return [0,1,2].map(i=>a[i]*a[3]+b[i]*(1-a[3])).concat(1)}
function light(c){const f=c.slice(0,3).map(v=>{v/=255;return v<=.03928?v/12.92:((v+.055)/1.055)**2.4});
 return .2126*f[0]+.7152*f[1]+.0722*f[2]}
const bad=[],walk=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);
while(walk.nextNode()){const t=walk.currentNode,e=t.parentElement;
 if(!t.data.trim()||e.closest('svg')||e.closest('style'))continue;
 let ground=[0,0,0,0];
 for(let p=e;p;p=p.parentElement)ground=over(ground,parse(getComputedStyle(p).backgroundColor).map((v,i)=>v));
 let stack=[];for(let p=e;p;p=p.parentElement)stack.push(parse(getComputedStyle(p).backgroundColor));
 let g=[255,255,255,1];for(const c of stack.reverse())g=over(c,g);
 const a=light(over(parse(getComputedStyle(e).color),g)),b=light(g);
 const r=(Math.max(a,b)+.05)/(Math.min(a,b)+.05);
 if(r<4.5)bad.push(t.data.trim().slice(0,40)+' '+r.toFixed(2))}
return bad;
"""

STRUCTURE = """
const ids=[...document.querySelectorAll('[id]')].map(e=>e.id);
const twice=ids.filter((x,i)=>ids.indexOf(x)!==i);
const outside=[];
for(const e of document.querySelectorAll('*'))for(const a of e.attributes)
 if(['src','href','xlink:href','data','action','poster','srcset','background','ping'].includes(a.name)
   &&/^([a-z]+:)?\\/\\/|^(https?|data|javascript|file):/i.test(a.value))outside.push(e.tagName+' '+a.value);
const lost=[...document.querySelectorAll('a[href^="#"]')].map(a=>decodeURIComponent(a.getAttribute('href').slice(1)))
 .filter(x=>!document.getElementById(x));
const use=[...document.querySelectorAll('use')].map(u=>(u.getAttribute('href')||u.getAttribute('xlink:href')).slice(1))
 .filter(x=>!document.getElementById(x));
const levels=[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h=>+h.tagName[1]);
return {twice,outside,lost,use,levels,lang:document.documentElement.lang,title:document.title,
 scripts:document.scripts.length,
 figures:[...document.querySelectorAll('figure')].map(f=>{const s=f.querySelector('svg'),r=s.getBoundingClientRect();
  return {w:r.width,h:r.height,role:s.getAttribute('role'),caption:!!f.querySelector('figcaption').textContent.trim(),
   label:(s.getAttribute('aria-label')||(document.getElementById(s.getAttribute('aria-labelledby'))||{}).textContent||'').trim()}}),
 tables:[...document.querySelectorAll('table')].map(t=>!!t.caption&&!!t.caption.textContent.trim()
  &&[...t.querySelectorAll('th')].every(h=>h.scope)&&t.querySelectorAll('thead th').length>0),
 regions:[...document.querySelectorAll('[role=region]')].every(r=>r.getAttribute('aria-label')),
 entries:performance.getEntriesByType('resource').map(e=>e.name)};
"""

FOCUSED = """
const e=document.activeElement,s=getComputedStyle(e),r=e.getBoundingClientRect();
return {tag:e.tagName,skip:e.classList.contains('skip'),index:[...document.querySelectorAll('a[href],summary,[tabindex="0"]')]
 .indexOf(e),outline:s.outlineStyle!=='none'&&parseFloat(s.outlineWidth)>=2,
 seen:r.width>0&&r.height>0&&r.bottom>0&&r.top<innerHeight&&r.right>0&&r.left<innerWidth};
"""


def structure(browser, address):
    page = browser.execute_script(STRUCTURE)
    check(page["lang"] == "en" and page["title"], "the page has a language and a title")
    check(page["scripts"] == 0, "no script")
    check(not page["twice"], f"ids are unique: {page['twice']}")
    check(not page["outside"], f"nothing leads out: {page['outside']}")
    check(not page["lost"], f"every link within the page leads somewhere: {page['lost']}")
    check(not page["use"], f"every mark of a figure is defined: {page['use'][:5]}")
    levels = page["levels"]
    check(levels[0] == 1 and levels.count(1) == 1, "one h1, first")
    check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"headings skip no level: {levels}")
    check(page["figures"], "there are figures")
    for figure in page["figures"]:
        check(figure["w"] >= 200 and figure["h"] >= 100, f"a figure has a size: {figure}")
        check(figure["role"] == "img" and figure["label"] and figure["caption"], f"a figure is named: {figure}")
    check(page["tables"] and all(page["tables"]), "every table has a caption, a head and scopes")
    check(page["regions"], "every region is named")
    check(not page["entries"], f"nothing else was loaded: {page['entries']}")
    asked = [u for u in requests(browser) if u != address]
    check(not asked, f"no request: {asked}")


def sizes(browser, folder):
    for width, height, name in ((360, 740, "phone"), (1280, 800, "desktop")):
        for scheme in ("light", "dark"):
            resize(browser, width, height)
            browser.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            )
            wide = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
            check(wide[0] <= wide[1] == width, f"no sideways scrolling at {width}: {wide}")
            bad = browser.execute_script(CONTRAST)
            check(not bad, f"contrast in the {scheme}: {bad[:5]}")
            shoot(browser, folder, f"{name}-{scheme}.png")
    ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    check(sum(map(int, re.findall(r"\d+", ground)[:3])) < 200, f"the dark page is dark: {ground}")
    card = browser.execute_script("return getComputedStyle(document.querySelector('figure .scroll')).backgroundColor")
    check(card == "rgb(255, 255, 255)", f"figures keep their white card: {card}")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def keyboard(browser):
    resize(browser, 1280, 800)
    count = browser.execute_script(
        "document.querySelectorAll('details').forEach(d=>d.open=true);scrollTo(0,0);document.activeElement.blur();"
        "return document.querySelectorAll('a[href],summary,[tabindex=\"0\"]').length"
    )
    press = webdriver.ActionChains(browser)
    for at in range(count):
        press.send_keys(Keys.TAB).perform()
        press.reset_actions()
        now = browser.execute_script(FOCUSED)
        if at == 0:
            check(now["skip"] and now["seen"], "the first Tab reaches the link that skips to the results, and it shows")
        check(now["index"] == at, f"Tab {at + 1} reaches what comes next: {now}")
        check(now["outline"] and now["seen"], f"the focus is seen: {now}")
        if now["index"] != at:
            break
    browser.execute_script("document.querySelectorAll('details').forEach(d=>d.open=false)")
    for summary in browser.find_elements("tag name", "summary")[:3]:
        browser.execute_script("arguments[0].focus()", summary)
        press.send_keys(Keys.ENTER).perform()
        press.reset_actions()
        opened = browser.execute_script("return arguments[0].parentElement.open", summary)
        check(opened, "Enter opens the details")
    browser.execute_script("scrollTo(0,0);document.querySelector('.skip').focus()")
    press.send_keys(Keys.ENTER).perform()
    press.reset_actions()
    check(
        browser.execute_script("return document.activeElement.id==='page.main'&&scrollY>0"),
        "Enter on the first link goes to the results",
    )


def main():
    if not os.path.isfile(sys.argv[1]):
        sys.exit(f"{sys.argv[1]}: no such page")
    address = "file://" + os.path.realpath(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        browser = start()
    except (WebDriverException, OSError) as error:
        print("skipped: no browser; install chromium and chromium-driver:", str(error).split("\n")[0])
        sys.exit(77)
    try:
        resize(browser, 1280, 800)
        requests(browser)
        browser.get(address)
        structure(browser, address)
        sizes(browser, folder)
        keyboard(browser)
        pdf = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"]
        check(len(pdf) > 10000, "the page prints")
        if folder:
            import base64

            with open(os.path.join(folder, "print.pdf"), "wb") as file:
                file.write(base64.b64decode(pdf))
        said = [e["message"] for e in browser.get_log("browser")]
        check(not said, f"the console says nothing: {said[:3]}")
        words = browser.execute_script("return document.body.innerText")
    finally:
        browser.quit()
    browser = start(script=False)
    try:
        resize(browser, 1280, 800)
        browser.get(address)
        # no script of the page runs: what the browser itself reads must be all
        text = browser.find_element("tag name", "body").text
        check(len(text) > 0.5 * len(words) and "Contents" in text, "all is there without JavaScript")
    finally:
        browser.quit()
    print(f"{checks} checks, {failed} failed")
    sys.exit(1 if failed else 0)


main()
