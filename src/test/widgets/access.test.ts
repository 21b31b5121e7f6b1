import assert from "node:assert/strict";
import { test } from "node:test";
import { isLocked, login, type Fetch } from "../../main/widgets/login/access";

const answering =
  (status: number, asked: unknown[] = []): Fetch =>
  (url, init) => {
    asked.push(url, init?.body);
    return Promise.resolve({ status });
  };
const silent: Fetch = () => Promise.reject(new TypeError("network"));

test("a gateway that answers 401 is locked, one that does not answer is not", async () => {
  assert.equal(await isLocked(answering(401), ""), true);
  assert.equal(await isLocked(answering(200), ""), false);
  assert.equal(await isLocked(silent, ""), false);
});

test("the token is posted without the blanks around it", async () => {
  const asked: unknown[] = [];
  assert.equal(await login(answering(204, asked), "http://gateway", " s3cret "), "");
  assert.deepEqual(asked, ["http://gateway/login", '{"token":"s3cret"}']);
});

test("what is wrong is said", async () => {
  assert.equal(await login(answering(401), "", "x"), "This is not one of the tokens");
  assert.equal(await login(answering(500), "", "x"), "The gateway answers 500");
  assert.equal(await login(silent, "", "x"), "The gateway does not answer");
});
