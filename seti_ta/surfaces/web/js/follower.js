// What follows the plan without entries of its own.
class Follower {
  follow() {}
  renew() {
    this.follow();
  }
  forget() {
    this.follow();
  }
  update() {}
  follow_link() {}
  show_public() {}
  show_all() {
    this.follow();
  }
  is_changed() {
    return false;
  }
}
